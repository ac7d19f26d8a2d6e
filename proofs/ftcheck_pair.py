"""Part of ftcheck.py: a network and a bound about the same data (section 13; under specifications, section 18)."""
from ftcheck_network import frozen_values
from ftcheck_read import Failure
from ftcheck_work import network_work, within


def data_of(c, most_work):
    """Points, values of f (None where they are not known: there all is kept) and what g must be; specifications in its place stand as they are."""
    if c.f:
        within(network_work(c.f, [point for _, point, _, _ in c.samples], c.K), most_work, 0, "a pair: ")
    for _, point, labels, values in c.samples:
        f = frozen_values(c, point, values)
        yield point, f, labels if c.specification else [0 if y is None else y - v for y, v in zip(labels, f or labels)]


def differ(one, other):
    """Whether two samples are not the same, as far as both certificates know f."""
    return one[::2] != other[::2] or one[1] != other[1] and None not in (one[1], other[1])


def wanted(c):
    """The line `specification` but for the tolerance."""
    return c.specification and (c.specification.intervals or c.specification.number)


def check_pair(net, low):
    """What both show together, of two certificates that have been checked."""
    if (net.kind, low.kind) != ("specification" if low.specification else "interpolation", "bound"):
        text = "expected an interpolation certificate and a bound, found other kinds"
        if (net.kind, low.kind) in (("interpolation", "bound"), ("specification", "bound")):
            text = "expected specifications in both certificates, or in none"
        raise Failure("E201", 0, "a pair: " + text)
    layers = net.claim["layers"]
    if layers != low.claim["layers"]:
        raise Failure("E201", 0, "a pair: layers: expected %d, found %d" % (layers, low.claim["layers"]))
    most = max(net.most_work, low.most_work)
    if wanted(net) != wanted(low):
        raise Failure("E208", 0, "a pair: expected the same line 'specification', found another")
    if (net.D, net.P, net.K) != (low.D, low.P, low.K) or any(map(differ, data_of(net, most), data_of(low, most))):
        raise Failure("E208", 0, "a pair: expected the same samples, values of f and labels, found others")
    least, most = low.claim["neurons"], net.claim["neurons"]
    kind, neurons = ("exact", str(most)) if least == most else ("interval", "%d..%d" % (least, most))
    count = "specified" if net.specification else "changed"
    return "%s layers=%d neurons=%s samples=%d %s=%d" % (kind, layers, neurons, net.K, count, net.claim[count])
