"""Part of ftcheck.py: method exhaustion (section 11; under specifications, section 18). Patterns are counted from 0: 4 (c - 1), right before left, convex before concave."""
from ftcheck_read import Failure, show
from ftcheck_specification import extreme


def patterns_at(n, r, left, concave):
    """The patterns of a facing and a sign with an end at position r (from 1), as a set of bits."""
    first, last = (2, n - 1) if left else (1, n - 2)
    return sum(1 << 4 * (c - 1) + 2 * left + concave for c in (r - 1, r) if first <= c <= last)


def visit(conditions, k, limit):
    """Number of nodes, limit + 1 when there are more, or None when k patterns meet all conditions."""
    nodes, stack = 0, [(conditions, k)]
    while stack:
        sets, k = stack.pop()
        nodes += 1
        if nodes > limit:
            break
        kept, taken = 0, 0
        for s in sets:
            if not s & taken:
                kept, taken = kept + 1, taken | s
        if kept > k or 0 in sets:
            continue
        if not sets:
            return None
        rest = min(sets, key=lambda s: bin(s).count("1"))
        before, children = 0, []
        while rest:
            p = rest & -rest
            children.append(([s & ~before for s in sets if not s & p], k - 1))
            before, rest = before | p, rest ^ p
        stack += reversed(children)
    return nodes


def coefficients(t, B):
    """Of the sum of the D_r over B: position from 0 -> what z there is multiplied by."""
    result = {}
    for r in B:
        slopes = [(r - 1, 1), (r - 2, -1)] if r > 1 else [(0, 1)]
        for k, sign in slopes:
            a = sign / (t[k + 1] - t[k])
            result[k], result[k + 1] = result.get(k, 0) - a, result.get(k + 1, 0) + a
    return result


def exhaustion(c, t, z, marks):
    """z: pairs of ends. marks: (position from 1, sign). The nodes that the tree has, or None (E214)."""
    n = len(t)
    conditions = [patterns_at(n, r, 0, sign < 0) | patterns_at(n, r, 1, sign < 0) for r, sign in marks]
    for line, sign, positions in c.sums:
        B = {1, *positions}
        value = extreme([(a, z[r]) for r, a in coefficients(t, B).items()], sign)
        if value is None or value * sign <= 0:
            found = "one without a bound" if value is None else show(value)
            raise Failure("E212", line, "sum: expected a number that is %s, found %s" % ("positive" if sign > 0 else "negative", found))
        inside = [patterns_at(n, r, 0, sign < 0) for r in B]
        outside = [patterns_at(n, r, 1, sign > 0) for r in range(1, n + 1) if r not in B]
        union = 0
        for s in inside + outside:
            union |= s
        conditions.append(union)
    nodes = visit(conditions, c.claim["neurons"] - 1, c.nodes)
    if nodes is None:
        raise Failure("E214", c.at["claim"], "expected fewer neurons: %d patterns meet all conditions" % (c.claim["neurons"] - 1))
    if nodes != c.nodes:
        found = "more" if nodes > c.nodes else str(nodes)
        raise Failure("E205", c.at["tree"], "expected nodes=%d, found %s" % (c.nodes, found))
