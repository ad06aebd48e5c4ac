"""Calculate a period over whole columns: the same lines as the readable walk, a million members.

The walk (commissions/kinds/<kind>/walk.py) says what a rule means; a kernel beside it says the
same over columns. It must yield the same lines in the same order to the minor unit; property tests
compare the two. How a kernel is written:

1. Ask once per kind of member, not once per line. Texts (status, rank) become flags or small
   tables per level in numpy; the compiled loop sees numbers only.
2. Whoever is passed over is jumped: `tree.nearest(stops)` gives for each row the nearest one,
   itself included, that stops the climb. So the cost of an order depends on the lines it pays, not
   on the depth of the tree.
3. The loop fills the room it is given and says where it stopped; `lines.filled` calls it again.
   `facts` are set as `out.facts[place of the name, count] = number`.

    class _Orders(NamedTuple):
        bases: Minor
        starts: Rows
        nearest: Rows
        above: Rows
        rates_bp: Rows

    @compiled
    def _fill(first: int, out: LineColumns, orders: _Orders) -> tuple[int, int]:
        count = 0
        for volume in range(first, len(orders.bases)):
            kept, row, base = count, orders.starts[volume], orders.bases[volume]
            for level in range(len(orders.rates_bp)):
                row = NOBODY if row == NOBODY else orders.nearest[row]
                if row == NOBODY:
                    break
                amount = share(base, orders.rates_bp[level])
                if amount:
                    if count == len(out.amounts):
                        return volume, kept  # no room: this order comes whole next time
                    out.members[count], out.volumes[count] = row, volume
                    out.levels[count], out.rates_bp[count] = level + 1, orders.rates_bp[level]
                    out.bases[count], out.amounts[count] = base, amount
                    count += 1
                row = orders.above[row]
        return len(orders.bases), count

    def blocks(rule, picture, tree):
        orders = _Orders(..., tree.nearest(stops), tree.above, rows(rule.rates_bp))
        return filled(rule.id, len(picture.volumes), lambda first, out: _fill(first, out, orders))

Numbers: rows are int32 with NOBODY (-1) for none, money and points int64. `largest_sum` bounds
every sum of a period, and a period beyond `columns.LARGEST` is refused, so sums cannot overflow;
products can, therefore rates are taken with `money.share` and `money.half_up` only. Compiled
functions do not check bounds: an index below zero reads from the end.

`columns`, `picture`, `lines` need numpy alone; `compiled`, and what imports it (`money`, `tree`,
kernels), starts a compiler: whoever serves pages or settles small networks imports none of those.
"""
