"""Operators that choose entries, in the ONNX reader of proofs/ftcheck.py, with values worked out by hand (see test_onnx_reader.py)."""
from onnx_bytes import DOUBLE, INT32, INT64, field, node, tensor
from onnx_reading import B, floats, integers, refused, value


def choices():
    """Clip, Concat, Slice, MaxPool."""
    limits = [floats("l", [], [-0.5]), floats("h", [1], [1.5])]
    value("Clip", node("Clip", "x l h"), [-3, "-1/3", "4/3", 9], ["-1/2", "-1/3", "4/3", "3/2"], stored=limits)
    value("Clip from below", node("Clip", "x l"), [-3, "-1/3", 9], ["-1/2", "-1/3", 9], stored=limits)
    value("Clip from above", node("Clip", "x - h"), [-3, "4/3", 9], [-3, "4/3", "3/2"], stored=limits)
    value("Clip without limits", node("Clip", "x"), [-3, 2], [-3, 2])
    value("Clip, limits that cross", node("Clip", "x h l"), [-3, 0, 9], ["-1/2"] * 3, stored=limits)
    value("Clip, version 6", node("Clip", "x", min=0.25, max=6.0), [-1, 1, 7], ["1/4", 1, 6], version=6)
    value("Clip, version 10, one limit", node("Clip", "x", max=6.0), [-1, 1, 7], [-1, 1, 6], version=10)
    refused("Clip with a limit of two", node("Clip", "x w"), "a limit of the shape (2,)", [floats("w", [2], [0, 1])])
    refused("Clip with a limit of another type", node("Clip", "x w"), "operands of type FLOAT and DOUBLE", [tensor("w", [], [1.0], DOUBLE)])
    refused("Clip, attributes of another version", node("Clip", "x", min=0.0), "the attribute 'min'")
    joined = [node("Concat", "x w x", "t", axis=1)]
    value("Concat", joined + [node("Identity", "t")], [1, "1/7"], [1, "1/7", 5, 1, "1/7"], stored=[floats("w", [1, 1], [5])])
    for axis, found in (0, [1, 2, 3, 4, 5, 6, 7, 8]), (1, [1, 2, 5, 6, 3, 4, 7, 8]), (-1, [1, 2, 5, 6, 3, 4, 7, 8]):
        value("Concat at %d" % axis, node("Concat", "x w", axis=axis), [1, 2, 3, 4], found, shape=[2, 2],
              stored=[floats("w", [2, 2], [5, 6, 7, 8])])
    value("Concat of shapes", [node("Concat", "a b", "s", axis=0), node("Reshape", "x s")], B, B, stored=[integers("a", 3), integers("b", 1)])
    value("Concat, version 1", node("Concat", "x x"), [1, 2], [1, 2, 1, 2], version=3)
    refused("Concat without an axis", node("Concat", "x x"), "no axis")
    refused("Concat at an axis", node("Concat", "x x", axis=2), "axis 2 of 2")
    refused("Concat of other shapes", node("Concat", "x w", axis=1), "operands of the shapes (1, 3) and (2, 1)", [floats("w", [2, 1], [5, 6])])
    refused("Concat of other types", node("Concat", "x w", axis=1), "operands of type FLOAT and INT64", [tensor("w", [1, 1], [5], INT64)])
    row = list(range(1, 13))  # ((1, 2, 3), (4, 5, 6), (7, 8, 9), (10, 11, 12))

    def sliced(name, found, starts, ends, axes=None, steps=None, kind=INT64):
        lists = [(letter, numbers) for letter, numbers in zip("abcd", (starts, ends, axes, steps)) if numbers]
        words = "x " + " ".join(letter if (letter, numbers) in lists else "-" for letter, numbers in zip("abcd", (starts, ends, axes, steps)))
        value(name, node("Slice", words.rstrip(" -")), row, found, shape=[4, 3], stored=[tensor(letter, [len(n)], n, kind) for letter, n in lists])
    sliced("Slice", [5, 6, 8, 9], [1, 1], [3, 3])
    sliced("Slice from the end", [7, 8, 9, 10, 11, 12], [-2], [100])
    sliced("Slice of an axis", [2, 5, 8, 11], [1], [-1], [-1])
    sliced("Slice with a step", [1, 3, 7, 9], [0, 0], [4, 3], [0, 1], [2, 2])
    sliced("Slice backwards", [12, 11, 10, 6, 5, 4], [100, -1], [-100, -100], [0, 1], [-2, -1])
    sliced("Slice with steps and no axes", [10, 12, 4, 6], [3, 0], [0, 3], None, [-2, 2])
    sliced("Slice by int32", [4, 5, 6], [1], [2], [0], None, INT32)
    value("Slice, version 1", node("Slice", "x", starts=[0, 1], ends=[-2, 2], axes=[0, 1]), row, [2, 5], shape=[4, 3], version=9)
    value("Slice, version 1, no axes", node("Slice", "x", starts=[2], ends=[2 ** 31 - 1]), row, row[6:], shape=[4, 3], version=1)
    refused("Slice by the input", node("Slice", "x x x"), "a list that is no constant list")
    refused("Slice by a table", node("Slice", "x a a"), "a list that is no constant list", [tensor("a", [1, 1], [0], INT64)])
    refused("Slice by lists of other lengths", node("Slice", "x a b"), "lists of different lengths", [integers("a", 0), integers("b", 1, 1)])
    refused("Slice of an axis twice", node("Slice", "x a b c"), "an axis twice", [integers("a", 0, 0), integers("b", 1, 1), integers("c", 1, -1)])
    refused("Slice with a step 0", node("Slice", "x a b c d"), "a step 0", [integers("a", 0), integers("b", 1), integers("c", 1), integers("d", 0)])
    refused("Slice, attributes of another version", node("Slice", "x", starts=[0], ends=[1]), "1 inputs")
    refused("Slice, version 1, no ends", node("Slice", "x", starts=[0]), "no starts or no ends", version=9)


def pools():
    square = [3, "1/2", -1, 4, "9/2", -7, 0, 2, -5]  # ((3, 1/2, -1), (4, 9/2, -7), (0, 2, -5))
    forms = (({}, ["9/2"] * 4), ({"strides": [2, 1]}, ["9/2", "9/2"]), ({"strides": [2, 2], "pads": [1, 1, 0, 0]}, [3, "1/2", 4, "9/2"]),
             ({"strides": [2, 2], "pads": [0, 0, 1, 1]}, ["9/2", -1, 2, -5]), ({"dilations": [2, 1]}, [3, 2]), ({"dilations": [1, 2]}, [4, 4]),
             ({"strides": [2, 2], "ceil_mode": 1}, ["9/2", -1, 2, -5]), ({"strides": [3, 3], "ceil_mode": 1}, ["9/2"]),
             ({"strides": [2, 2], "auto_pad": b"SAME_UPPER"}, ["9/2", -1, 2, -5]), ({"strides": [2, 2], "auto_pad": b"SAME_LOWER"}, [3, "1/2", 4, "9/2"]),
             ({"auto_pad": b"VALID"}, ["9/2"] * 4))
    for more, found in forms:
        value("MaxPool %s" % more, pool(more), square, found, shape=[1, 1, 3, 3])
    value("MaxPool of two planes", pool({}, [1]), [1, "1/3", -2, -1], [1, "1/3", -2, -1], shape=[1, 2, 2])
    value("MaxPool along one axis", pool({}, [2]), [1, 2, -2, -1], [2, -1], shape=["n", 2, 2])
    value("MaxPool of a plane in the batch", pool({}, [2]), [1, 2, -2, -1], [2, -1], shape=[2, 1, 2])
    value("MaxPool in three axes", pool({}, [2, 2, 1]), range(8), [6, 7], shape=[1, 1, 2, 2, 2])
    for name, more, what in (("kernel", {"kernel": []}, "the kernel"), ("pads", {"pads": [1, 1]}, "lists of different lengths"),
                             ("pads below 0", {"pads": [-1, 0, 0, 0]}, "pads [-1, 0, 0, 0]"), ("auto_pad", {"auto_pad": b"SAME"}, "auto_pad 'SAME'"),
                             ("auto_pad and pads", {"auto_pad": b"SAME_UPPER", "pads": [1, 0, 0, 0]}, "pads [1, 0, 0, 0]"),
                             ("stride 0", {"strides": [0, 1]}, "strides [0, 1]"), ("padding alone", {"pads": [2, 2, 0, 0]}, "a window without an entry"),
                             ("large kernel", {"kernel": [4, 1]}, "a window without an entry"), ("rank", {"kernel": [2]}, "an operand of the shape (1, 1, 3, 3)")):
        refused("MaxPool, " + name, pool(more, more.get("kernel", [2, 2])), what, point=square, shape=[1, 1, 3, 3])
    refused("MaxPool, the second output", pool({}, [2], "y z") + [node("Relu", "z", "u")], "'z'", point=[1, 2], shape=[1, 1, 2], outputs="u")


def pool(more, kernel=(2, 2), outputs="y"):
    """`auto_pad` is bytes in `more`: a string attribute."""
    plain = {name: value for name, value in more.items() if name not in ("kernel", "auto_pad")}
    words = field(5, field(1, "auto_pad") + field(4, more["auto_pad"]) + field(20, 3)) if "auto_pad" in more else b""
    return [node("MaxPool", "x", outputs, kernel_shape=list(kernel), **plain) + words]
