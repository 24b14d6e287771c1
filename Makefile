# Everything from a fresh clone: `make run`, `make test`.
#
#   make run [PHOTOS=~/Pictures]   set up, then open the window (or run the demo where no screen is)
#   make test [SEED=1]             set up, then run the tests, offscreen, in the order of that seed
#   make check                     style, types, tests
#   make try-wheel                 build the wheel, and try it in an environment of its own
#   make format                    put the code in order
#   make screenshots               take the pictures of the window that the README shows
#   make translations              bring the words of the window up to date with the program
#   make benchmarks                measure, and print the figures

PYTHON  ?= python3
PHOTOS  ?=
SEED    ?=
VENV    := .venv
BIN     := $(VENV)/bin
I18N    := resources/i18n/photosearch
WINDOW  := $(shell find ui -name "*.py")
STAMP   := $(VENV)/.installed
# A Qt program needs these; PySide6 does not carry them. A window on X11 needs the xcb ones as well.
QT_LIBS  := libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0
XCB_LIBS := libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 \
            libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0

.PHONY: run test check try-wheel format translations benchmarks screenshots clean
.DEFAULT_GOAL := run

run: $(STAMP)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
	  $(BIN)/photosearch $(if $(PHOTOS),--folder "$(PHOTOS)"); \
	else \
	  echo "There is no screen here, so this is the demonstration in the terminal."; \
	  $(BIN)/photosearch demo; \
	fi

test: $(STAMP)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --numprocesses=auto --dist=worksteal $(if $(SEED),--randomly-seed=$(SEED))

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(MAKE) test

try-wheel: $(STAMP)
	.ci/try_wheel $(BIN)/python

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# New words appear as "unfinished" in the .ts files: translate them there, or with Qt Linguist, and
# run this again. English needs only the forms for one and for many.
translations: $(STAMP)
	$(BIN)/pyside6-lupdate -no-obsolete -locations none $(WINDOW) -ts $(I18N)_zh_CN.ts
	$(BIN)/pyside6-lupdate -no-obsolete -locations none -pluralonly $(WINDOW) -ts $(I18N)_en.ts
	$(BIN)/pyside6-lrelease -silent $(I18N)_zh_CN.ts -qm $(I18N)_zh_CN.qm
	$(BIN)/pyside6-lrelease -silent $(I18N)_en.ts -qm $(I18N)_en.qm

benchmarks: $(STAMP)
	$(BIN)/python -m benchmarks

screenshots: $(STAMP)
	$(BIN)/python -m docs.screenshots

$(STAMP): pyproject.toml Makefile
	@$(call system_libraries)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV)

# Installs what is missing where that is possible, else prints the one line that would.
define system_libraries
[ "$$(uname)" = Linux ] || exit 0; \
missing=""; \
$(PYTHON) -c 'import ensurepip' 2>/dev/null || missing="python3-venv"; \
for library in libEGL.so.1 libGL.so.1 libxkbcommon.so.0 libdbus-1.so.3 libfontconfig.so.1 \
               libglib-2.0.so.0 libxcb-cursor.so.0 libxcb-icccm.so.4 libxcb-image.so.0 \
               libxcb-keysyms.so.1 libxcb-randr.so.0 libxcb-render-util.so.0 libxcb-shape.so.0 \
               libxcb-xkb.so.1 libxkbcommon-x11.so.0; do \
  { ldconfig -p 2>/dev/null || /sbin/ldconfig -p; } | grep -q "$$library" \
    || missing="$$missing $(QT_LIBS) $(XCB_LIBS)"; \
done; \
[ -z "$$missing" ] && exit 0; \
missing=$$(echo $$missing | tr ' ' '\n' | sort -u | tr '\n' ' '); \
if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
  echo "Installing the system libraries that Qt needs: $$missing"; \
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null; \
elif command -v apt-get >/dev/null; then \
  echo "Qt needs some system libraries: sudo apt-get install $$missing"; \
else \
  echo "Qt needs EGL, GL, xkbcommon, D-Bus, fontconfig and the xcb utility libraries of your system."; \
fi
endef
