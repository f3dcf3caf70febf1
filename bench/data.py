"""The data beside the clone: where it lies, and that it is what the figures were measured on."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

SHARED = Path(__file__).parents[2] / "shared"
# The gold stories have their digest in training/gold.py.
DIGESTS = {
    "gold/score_links.py": "6a4b0c59253bc674d037f60d2e62e04b2dd4e6b72d354ed4040727a9c5f7a9f9",
    "gold/score_stories.py": "42a077261f8f4d5cd4e33c0ead1663a3cb105cfc70c05939e536c5003169cf3a",
    "gold/score_naming.py": "50689f3ac0d3c6fa0a4b2e086e77db1b2875fa7e1b9c76331ebf9eeb81040a8a",
    "data/newswcl50/stories.jsonl": "28a7ad8d9b85179f89e5bcd1b6652a08f480e39c210f89c425a7bc70279d4e18",
    "data/newswcl50/annotations.jsonl": "fe92a4c769881479512c8431b27a108c34c07f24b4e96c38b2daca3614793c5c",
    "data/basil/bias.jsonl": "34c711a4c285be16ab10d0ea493f45f825ee13885e3dd81fe73c6f79da9df9c1",
    "data/babe/bias.jsonl": "939496663148601e3cf771f84d048863bbc109963532b62b8e96a288ac885655",
    "data/babe/bias_word_lexicon.jsonl": "dd79a48892c74fec9f90a8b1fca5e3d645ae3971c0e1d133f359f2477107a2c0",
    "gold/plant.py": "9e0e820bfb0bdd276389705611498201f60890c2c9cfd7f47c11c49a02a34629",
    "gold/score_speech.py": "96eedd4183fa6c95614056df8aa763cbdaf7b3d64c3453a7c85fd0b0a605ac66",
    "data/polnear/dev.jsonl": "76485ffa57f77835815e15a3e34d220d1e821a3db48bc1083ff3e241f82a5b80",
    "seeds/000_5a13d8fd63de6ce1.txt": "de1435580ba8e1ad4855fb5dc3d9fa83d706b60c3f32794a83bd9b787132ad3a",
    "seeds/001_788863cc0f4f192d.txt": "a31fa65da497390bae26684d42ae6c8785551295bf811d6236409060ded86b4c",
    "data/groundnews2025/stories.jsonl": "ce7a6cdf85111ab7e9191c5c76b10ecfc6004611c400df22b35581d251071d2a",
}
SEEDS = ("seeds/000_5a13d8fd63de6ce1.txt", "seeds/001_788863cc0f4f192d.txt")
MISSING = "the measuring data (../shared beside the clone) is not here: nothing is measured"


def here() -> bool:
    """Tell whether the measuring data lies beside the clone."""
    return (SHARED / "gold" / "stories").is_dir()


@cache
def shared(name: str) -> Path:
    """Return a file of the measuring data; leave with a message where it is missing or another one."""
    path = SHARED / name
    if not path.is_file():
        raise SystemExit(f"bench: {name}: {MISSING}")
    digest = sha256(path.read_bytes()).hexdigest()
    if digest != DIGESTS[name]:
        raise SystemExit(f"bench: {name} is not what the figures were measured on: sha256 {digest}")
    return path


def scorer(name: str) -> ModuleType:
    """Return a scorer of the measuring data, as a module."""
    path = shared(name)
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
