from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from photosearch.training.backbone import Block
from photosearch.training.cache import PhotoCache, principal_places
from photosearch.training.image_stage import Model
from photosearch.training.towers import GRID
from photosearch.training.tuned_eyes import TunedEyes
from photosearch.training.upper import UpperBlocks
from tests.training.towers import SENTENCE, schedule, tiny_image_tower

# Of the smallest backbone's sixteen blocks the last five: the first of them steps by two.
COUNT = 5


@pytest.fixture
def photos() -> torch.Tensor:
    torch.manual_seed(5)
    return torch.randint(0, 256, (3, 3, 224, 224), dtype=torch.uint8)


def test_upper_blocks_see_what_the_tower_sees(photos: torch.Tensor) -> None:
    tower = tiny_image_tower()
    upper = UpperBlocks(tower, COUNT)
    with torch.inference_mode():
        whole = tower.pooled(tower.maps(photos))
        made = upper(tower.backbone.below(photos, upper.first).permute(0, 2, 3, 1))
    assert len(made) == len(upper.columns) > 2
    for (begin, end), each in zip(upper.columns, made, strict=True):
        torch.testing.assert_close(each.mean((1, 2)), whole[:, begin:end], rtol=1e-4, atol=1e-4)


def test_the_gradient_is_torchs_own(photos: torch.Tensor) -> None:
    tower = tiny_image_tower()
    below = tower.backbone.below(photos, len(tower.backbone.blocks) - COUNT).detach().double()
    tower.double()
    upper = UpperBlocks(tower, COUNT)
    mine, theirs = below.clone().requires_grad_(), below.clone().requires_grad_()
    upper(mine.permute(0, 2, 3, 1))[0].square().mean().backward()
    tower.backbone.requires_grad_(True)
    x = theirs
    for block in tower.backbone.blocks[upper.first :]:
        x, _ = block(x)
    tower.backbone.last(x).square().mean().backward()
    assert mine.grad is not None
    assert theirs.grad is not None
    torch.testing.assert_close(mine.grad, theirs.grad)
    for own, other in zip(upper.blocks, tower.backbone.blocks[upper.first :], strict=True):
        assert isinstance(own, Block)
        assert isinstance(other, Block)
        learned, wanted = own.narrow.convolution.weight.grad, other.narrow.convolution.weight.grad
        torch.testing.assert_close(learned, wanted)
        assert own.look.convolution.weight.grad is None


def test_a_tower_takes_tuned_blocks_back(photos: torch.Tensor) -> None:
    tower = tiny_image_tower()
    upper = UpperBlocks(tower, COUNT)
    with torch.no_grad():
        for one in upper.parameters():
            one.mul_(0.9)
        below = tower.backbone.below(photos, upper.first).permute(0, 2, 3, 1)
        upper.give_back(tower)
        torch.testing.assert_close(
            tower.maps(photos)[0].permute(0, 2, 3, 1), upper(below)[0], rtol=1e-4, atol=1e-5
        )


def test_a_captioner_sees_through_the_blocks_as_they_were(photos: torch.Tensor) -> None:
    tower = tiny_image_tower()
    upper = UpperBlocks(tower, COUNT)
    with torch.no_grad():
        before = tower(photos)
        for one in upper.parameters():
            one.mul_(0.9)
        upper.give_back(tower)
        after = tower(photos)
    torch.testing.assert_close(after[3], before[3])
    for tuned, untuned in zip(after[:3], before[:3], strict=True):
        assert not torch.allclose(tuned, untuned)


def eyes_of(tower: nn.Module, photos: torch.Tensor) -> tuple[TunedEyes, Model]:
    upper = UpperBlocks(tower, COUNT)  # type: ignore[arg-type]
    with torch.inference_mode():
        maps = tower.maps(photos)  # type: ignore[operator]
        cells = tower.cells(maps, overlap=True)  # type: ignore[operator]
        basis = principal_places(cells.flatten(0, 1))
        below = tower.backbone.below(photos, upper.first)  # type: ignore[union-attr,operator]
        cache = PhotoCache(
            [str(row) for row in range(len(photos))],
            [tower.pooled(maps).numpy()],  # type: ignore[operator]
            [((cells - basis.mean) @ basis.directions).numpy()],
            basis,
        )
    eyes = TunedEyes(cache, [below.permute(0, 2, 3, 1).numpy()], UpperBlocks(tower, COUNT))  # type: ignore[arg-type]
    return eyes, Model(tower.seen, SENTENCE, schedule(blocks=COUNT, erase=1.0), upper)  # type: ignore[arg-type]


def test_eyes_see_places_and_wholes_as_the_tower_with_those_blocks(photos: torch.Tensor) -> None:
    tower = tiny_image_tower()
    eyes, model = eyes_of(tower, photos)
    assert model.upper is not None
    with torch.no_grad():
        for one in model.upper.parameters():
            one.mul_(0.9)
        seen = eyes.see(model.eval(), [2, 0], [0, 0], 2)
        model.upper.give_back(tower)
        maps = tower.maps(photos[[2, 0]])
        torch.testing.assert_close(seen.pooled, tower.pooled(maps), rtol=1e-3, atol=1e-3)
        basis = eyes._cache.basis
        wanted = (tower.cells(maps, overlap=True) - basis.mean) @ basis.directions
    assert wanted.shape[1] == GRID**2
    torch.testing.assert_close(seen.places, wanted, rtol=1e-2, atol=1e-2)
    assert not torch.allclose(seen.pooled, seen.frozen)


def test_parts_are_hidden_in_training_only(photos: torch.Tensor) -> None:
    eyes, model = eyes_of(tiny_image_tower(), photos)
    with torch.no_grad():
        plain = eyes.see(model.eval(), [0, 1], [0, 0], 1).pooled
        hidden = eyes.see(model.train(), [0, 1], [0, 0], 1).pooled
    assert np.abs((plain - hidden).numpy()).max(1).min() > 1e-3
