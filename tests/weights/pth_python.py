"""The judge of .pth files: Python's own torch.load and torch.save.

    pth_python.py make FOLDER          writes made.pth and nested.pth there, and what they hold as JSON beside them
    pth_python.py show FILE            prints as JSON what torch.load finds in FILE, in order
    pth_python.py pair G D FILE        writes both state_dicts into one FILE
    pth_python.py strict SOURCE FILE... loads each FILE into a module skeleton of its SOURCE's keys and shapes,
                                       strict=True, and compares every value bit for bit
"""
import collections
import json
import sys

import torch

DTYPES = {torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16",
          torch.int64: "I64", torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8",
          torch.bool: "BOOL"}


def raw(tensor):
    plain = tensor.detach().contiguous()
    if plain.dtype == torch.bfloat16:
        plain = plain.view(torch.int16)
    return plain.numpy().tobytes().hex()


def described(name, tensor):
    return {"name": name, "dtype": DTYPES[tensor.dtype], "shape": list(tensor.shape), "data": raw(tensor)}


def state_of_every_kind():
    generator = torch.Generator().manual_seed(7)
    numbers = torch.randn(24, generator=generator)
    state = collections.OrderedDict()
    for dtype, name in DTYPES.items():
        state["kind." + name] = (numbers * 40).to(dtype).reshape(2, 3, 4)
    state["transposed"] = numbers.reshape(4, 6).t()
    state["permuted"] = numbers.reshape(2, 3, 4).permute(2, 0, 1)
    state["every_second"] = numbers[1::2]
    state["slice"] = numbers.reshape(4, 6)[1:3, 2:5]
    state["tied"] = state["kind.F32"]
    state["scalar"] = torch.tensor(3, dtype=torch.int64)
    state["empty"] = torch.zeros(0, 5)
    state["parameter"] = torch.nn.Parameter(numbers[:5].clone())
    state["字模.weight"] = torch.arange(300, dtype=torch.int32)
    return state


def make(folder):
    state = state_of_every_kind()
    torch.save(state, folder + "/made.pth")
    with open(folder + "/made.json", "w", encoding="utf-8") as file:
        json.dump([described(name, tensor) for name, tensor in state.items()], file)
    module = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2))
    optimizer = torch.optim.Adam(module.parameters(), lr=0.0002, betas=(0.5, 0.999))
    module(torch.zeros(1, 1, 4, 4)).sum().backward()
    optimizer.step()
    torch.save({"epoch": 12, "lr": 0.25, "style": "regular", "best": None, "big": 2 ** 40, "minus": -5,
                "state_dict": module.state_dict(), "optimizer": optimizer.state_dict()}, folder + "/nested.pth")
    torch.save(state_of_every_kind(), folder + "/legacy.pth", _use_new_zipfile_serialization=False)
    torch.save(module, folder + "/module.pth")


def show(path):
    state = torch.load(path, weights_only=True)
    assert type(state) is collections.OrderedDict, type(state)
    print(json.dumps([described(name, tensor) for name, tensor in state.items()]))


class Skeleton(torch.nn.Module):
    """A module with the names and shapes of a state_dict, and nothing in it."""

    def __init__(self, state):
        super().__init__()
        for name, tensor in state.items():
            module = self
            *path, last = name.split(".")
            for part in path:
                if part not in module._modules:
                    module.add_module(part, torch.nn.Module())
                module = module._modules[part]
            module.register_buffer(last, torch.zeros_like(tensor))


def strict(source, path):
    wanted = torch.load(source, map_location="cpu")
    found = torch.load(path, map_location="cpu")
    assert list(found) == list(wanted), "other keys, or in another order"
    skeleton = Skeleton(wanted)
    skeleton.load_state_dict(found, strict=True)
    for name, tensor in skeleton.state_dict().items():
        assert tensor.dtype == wanted[name].dtype and raw(tensor) == raw(wanted[name]), name


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2])
    elif sys.argv[1] == "show":
        show(sys.argv[2])
    elif sys.argv[1] == "pair":
        torch.save({"netG": torch.load(sys.argv[2]), "netD": torch.load(sys.argv[3]), "epoch": 3}, sys.argv[4])
    else:
        pairs = sys.argv[2:]
        for source, path in zip(pairs[::2], pairs[1::2]):
            strict(source, path)
            print("equal", source)
