# Aliases for those whose fingers type make; dev.py does the work and needs no make.
PYTHON ?= python3
.PHONY: help run test check
help:  ; @$(PYTHON) dev.py help
run:   ; @$(PYTHON) dev.py run
test:  ; @$(PYTHON) dev.py test
check: ; @$(PYTHON) dev.py check
