from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.fx.experimental.proxy_tensor import make_fx

from photosearch.training.backbone import BACKBONES, LAST, Backbone
from photosearch.training.cache import principal_places
from photosearch.training.towers import GRID, Head, WordHead, grid_cells, inner
from tests.training.towers import tiny_image_tower
from tests.training.weights import imagenet_weights


def photos() -> torch.Tensor:
    return torch.randint(0, 256, (2, 3, 224, 224), dtype=torch.uint8)


def test_a_heat_map_over_places_is_exact() -> None:
    tower = tiny_image_tower()
    with torch.inference_mode():
        embedding, spatial, places, cells = tower(photos())
    mean = spatial.mean((1, 2))
    torch.testing.assert_close(mean / mean.norm(dim=1, keepdim=True), embedding)
    assert spatial.shape == (2, GRID, GRID, 16)
    assert places.shape == (2, GRID**2, 8)
    assert cells.shape == (2, GRID**2, tower.seen)
    torch.testing.assert_close(places.norm(dim=2), torch.ones(2, GRID**2))


def test_blocks_before_the_last_are_seen_and_change_nothing_of_it() -> None:
    tower = tiny_image_tower()
    with torch.inference_mode():
        maps = tower.maps(photos())
        pooled = tower.pooled(maps)
        assert pooled.shape == (2, tower.seen)
        logits = tower.backbone.classifier(maps[0].mean((2, 3)))
        torch.testing.assert_close(tower.classes(pooled), logits)
        shares = tower.cells(maps, overlap=False)
        torch.testing.assert_close(shares.mean(1), pooled, rtol=1e-3, atol=1e-4)
    assert [one.shape[1] for one in maps[1:]] == [
        tower.backbone.blocks[index].wide for index in tower.tapped
    ]


@pytest.mark.parametrize("overlap", [False, True])
def test_the_shares_of_cells_are_one_constant_of_an_exported_graph(overlap: bool) -> None:
    """What is traced is the network: thousands of steps to its constants take minutes to export."""

    def shared(features: torch.Tensor) -> torch.Tensor:
        return grid_cells(features, overlap)

    features = torch.rand(2, 3, 9, 16)
    traced = make_fx(shared)(features)
    torch.testing.assert_close(traced(features), shared(features))
    assert len(list(traced.graph.nodes)) < 20


def test_cells_take_of_rows_what_lies_within_them() -> None:
    features = torch.arange(9.0).expand(1, 1, 9, 9)
    across = grid_cells(features, overlap=False).reshape(GRID, GRID)[0]
    overlapping = grid_cells(features, overlap=True).reshape(GRID, GRID)[0]
    # A cell is 9/7 wide: the first has all of column 0 and 2/7 of column 1.
    torch.testing.assert_close(across[:2], torch.tensor([2 / 9, (5 + 2 * 4) / 9]))
    torch.testing.assert_close(overlapping[:2], torch.tensor([0.5, 1.5]))


def test_features_are_brought_to_vary_alike() -> None:
    tower = tiny_image_tower()
    rng = np.random.default_rng(0)
    pooled = rng.standard_normal((400, tower.seen)) * rng.uniform(0.5, 5, tower.seen)
    tower.even_out(pooled.astype(np.float32))
    spread = (torch.from_numpy(pooled.astype(np.float32)) * tower.get_buffer("gain")).std(0)
    torch.testing.assert_close(spread, spread.mean().expand(tower.seen))
    pooled[:, 7] = 0.5  # a feature that never varies
    tower.even_out(pooled.astype(np.float32))
    assert 5 < float(tower.get_buffer("gain")[7]) < 20


def test_heads_fitted_to_coordinates_see_the_same_in_features() -> None:
    tower = tiny_image_tower()
    with torch.inference_mode():
        cells = tower.cells(tower.maps(photos()), overlap=True)
        basis = principal_places(cells.flatten(0, 1), 40)
        head, places = Head(tower.seen, 16, 32), torch.nn.Linear(40, 8)
        tower.take_over(torch.ones(tower.seen), head, places, basis.mean, basis.directions)
        wanted = places((cells - basis.mean) @ basis.directions)
        torch.testing.assert_close(tower.place_head(cells), wanted, rtol=1e-3, atol=1e-3)


def test_principal_places_have_equal_deviation_and_the_rest_is_zero() -> None:
    torch.manual_seed(0)
    basis = principal_places(torch.randn(30, 50) @ torch.randn(50, 50), 60)
    assert basis.directions.shape == (50, 60)
    assert not basis.directions[:, 30:].any()


def test_what_stands_around_a_text_is_no_word() -> None:
    mask = torch.tensor([[1, 1, 1, 1, 0], [1, 1, 1, 0, 0]])
    assert inner(mask).tolist() == [
        [False, True, True, False, False],
        [False, True, False, False, False],
    ]
    torch.manual_seed(0)
    words = WordHead(6, 4)(torch.randn(2, 5, 6), inner(mask))
    lengths = words.norm(dim=2)
    torch.testing.assert_close(lengths.sum(1), torch.full((2,), 0.5))
    assert not lengths[~inner(mask)].any()


def test_every_backbone_can_be_named_and_takes_over_weights() -> None:
    for name, scale in BACKBONES.items():
        assert Backbone(name).edge == scale.edge
    backbone = Backbone("efficientnet-lite0").eval()
    state = imagenet_weights(backbone)
    backbone.load(state)
    with torch.inference_mode():
        x = (photos().float() - 127) / 128
        y = backbone.stem(x)
        own = torch.nn.functional.conv2d(
            torch.nn.functional.pad(x, (0, 1, 0, 1)), state["_conv_stem.weight"], stride=2
        )
        normed = torch.nn.functional.batch_norm(
            own, state["_bn0.running_mean"], state["_bn0.running_var"], state["_bn0.weight"],
            state["_bn0.bias"], eps=1e-3,
        )  # fmt: skip
        torch.testing.assert_close(y, normed.clamp(0, 6), rtol=1e-4, atol=1e-4)
    assert backbone.last.convolution.out_channels == LAST
