"""Rounds, filters, deduplication and proofs: once for all matchers."""

from whosays.conclude.derivation import Derivation, ProofTree
from whosays.conclude.factsets import Proof
from whosays.conclude.rounds import DERIVED_ROWS, Ground, conclude

__all__ = ["DERIVED_ROWS", "Derivation", "Ground", "Proof", "ProofTree", "conclude"]
