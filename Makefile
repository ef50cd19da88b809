# Set-up, start and checks in one place: people and CI call the same targets.
# Works with GNU make 3.81 and newer. The environment (PORT, HOST,
# DATABASE_URL, SAMPLE) reaches the programs as it is.

PYTHON ?= python3
# Two more than the two cores of a small machine: tests of the browser, of LibreOffice and of
# the database wait a lot.
WORKERS ?= 4
ARGS ?=
LOCKFLAGS ?=
PLATFORM ?= win_amd64
PYVERSION ?= 3.11

VENV := .venv
PY := $(VENV)/bin/python
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(PY) -m pip install --quiet --no-input
LOCK := $(VENV)/bin/uv pip compile --quiet pyproject.toml --universal --generate-hashes \
	--python-version 3.11 --no-emit-index-url --custom-compile-command 'make lock' $(LOCKFLAGS)

# Each stamp lies inside the environment it speaks of, so that making the
# environment anew forgets them all. They make a second start free of pip.
VENV_READY := $(VENV)/.ready
RUN_READY := $(VENV)/.installed-run
DEV_READY := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.PHONY: help run test check lint types imports fix lock bench audit wheels clean FORCE

help:
	@echo 'make run       启动看板 / set up if needed and serve the dashboard (PORT, HOST, DATABASE_URL, SAMPLE)'
	@echo 'make test      全部测试 / the whole test suite (ARGS="-k name" passes on to pytest)'
	@echo 'make check     静态检查 / ruff, mypy, import contracts'
	@echo 'make fix       自动修整 / apply what ruff can mend, and format'
	@echo 'make bench     性能测量 / measure speed'
	@echo 'make audit     依赖漏洞 / look for known faults of the dependencies (needs the internet)'
	@echo 'make lock      锁定依赖 / compile the lock files (LOCKFLAGS=--upgrade for newest versions)'
	@echo 'make wheels    离线安装包 / fill wheels/ for an offline machine (PLATFORM=win_amd64 PYVERSION=3.11)'
	@echo 'make clean     清理 / remove the environment, caches and wheels; never a database'

run: $(RUN_READY)
	@exec $(PY) app.py

# Compiled modules are kept even where the machine says not to: each test process and each
# program that a test starts would compile all of them anew.
test: $(DEV_READY)
	@PYTHONDONTWRITEBYTECODE= $(PY) -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: lint types imports

lint: $(DEV_READY)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

# The second run reads what users run as it stands on Windows, where half of
# them are: what exists only on POSIX is an error there.
types: $(DEV_READY)
	$(PY) -m mypy
	$(PY) -m mypy --platform win32 --cache-dir data/run/cache/mypy-win32 app.py dashboard etl

imports: $(DEV_READY)
	$(VENV)/bin/lint-imports --no-logo --cache-dir data/run/cache/imports

fix: $(DEV_READY)
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: $(DEV_READY)
	@$(PY) -m tests.bench $(ARGS)

# Strict: a package that could not be looked up is a failure, not a pass.
audit: $(DEV_READY)
	$(VENV)/bin/pip-audit --strict --disable-pip --require-hashes --requirement requirements.txt

# The runtime lock is held to the versions of the development lock: what the
# tests ran with is what runs.
lock: $(DEV_READY)
	$(LOCK) --group dev --output-file requirements-dev.txt
	$(LOCK) --constraint requirements-dev.txt --output-file requirements.txt

# pip reads markers for the machine it runs on, so the lock is first rewritten
# for the machine that the wheels are meant for. PLATFORM may list several tags
# of one system, as Linux needs: 'manylinux_2_28_x86_64 manylinux2014_x86_64'.
wheels: $(RUN_READY)
	@mkdir -p wheels data/run
	$(PY) .ci/target_lock.py $(firstword $(PLATFORM)) $(PYVERSION) < requirements.txt > data/run/wheels.txt
	PIP_DISABLE_PIP_VERSION_CHECK=1 $(PY) -m pip download --quiet --no-input --no-deps --dest wheels \
		--only-binary=:all: $(addprefix --platform ,$(PLATFORM)) --python-version $(PYVERSION) \
		--implementation cp --require-hashes --requirement data/run/wheels.txt
	@echo 'wheels/ 就绪 / ready: pip install --no-index --find-links wheels --require-hashes -r requirements.txt'

clean:
	rm -rf $(VENV) wheels data/run/cache data/run/wheels.txt
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# An environment whose interpreter is gone (upgraded, moved) is made anew.
ifeq ($(wildcard $(PY)),)
$(VENV_READY): FORCE
endif

$(VENV_READY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo '需要 Python 3.11 或更高版本,可用 make PYTHON=/路径/python3.11 指定。' >&2; \
		echo 'Python 3.11 or newer is needed; name one with make PYTHON=/path/to/python3.11.' >&2; \
		exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { \
		echo '无法创建 .venv:请先安装 Python 的 venv 组件(Debian:python3-venv)。' >&2; \
		echo 'Cannot make .venv: install the venv module of Python first (Debian: python3-venv).' >&2; \
		exit 1; }
	@touch $@

$(RUN_READY): requirements.txt | $(VENV_READY)
	@echo '正在安装依赖(仅首次)/ installing dependencies (first run only)' >&2
	@$(PIP) --require-hashes --requirement requirements.txt
	@touch $@

$(DEV_READY): requirements-dev.txt | $(VENV_READY)
	@echo '正在安装测试依赖(仅首次)/ installing test dependencies (first run only)' >&2
	@$(PIP) --require-hashes --requirement requirements-dev.txt
	@touch $@ $(RUN_READY)
