using System.Diagnostics.CodeAnalysis;

namespace Berth.Engine.Listing;

/// <summary>An order of rows: fields by rank, each up or down. Rows that are equal keep their places; a missing value comes last either way.</summary>
public sealed class RowOrder
{
    readonly (Field Field, bool Down)[] keys;

    RowOrder((Field Field, bool Down)[] keys) => this.keys = keys;

    public static RowOrder Default { get; } = new([(Fields.Get("port"), false), (Fields.Get("protocol"), false), (Fields.Get("address"), false)]);

    /// <summary>The fields that must be read for this order.</summary>
    public IReadOnlyList<Field> Needed
    {
        get
        {
            // Select over tuples of our own would be compiled at each start.
            var needed = new Field[keys.Length];
            for (var i = 0; i < needed.Length; i++) needed[i] = keys[i].Field;
            return needed;
        }
    }

    /// <summary>Reads "port,-uptime": fields by rank, '-' before one turns it round.</summary>
    /// <param name="error">What is wrong and what was meant, for the user.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out RowOrder? order, [NotNullWhen(false)] out string? error)
    {
        (order, error) = (null, null);
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var keys = new (Field, bool)[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var name = parts[i].AsSpan();
            var down = name is ['-', ..];
            if (down || name is ['+', ..]) name = name[1..];
            if (!Fields.TryFind(name, out var field))
            {
                error = $"Cannot sort by '{name}': no field has that name.{(Fields.Nearest(name) is { } near ? $" Did you mean '{near}'?" : " `berth fields` lists them.")}";
                return false;
            }
            keys[i] = (field, down);
        }
        order = new RowOrder(keys);
        return true;
    }

    public IReadOnlyList<Row> Apply(IReadOnlyList<Row> rows)
    {
        if (ReferenceEquals(this, Default)) return EndpointOrder.Sort(rows);
        // The first key is read once per row and nearly always decides; later ones are read for ties only.
        var ranks = new SortKey[rows.Count];
        for (var i = 0; i < ranks.Length; i++) ranks[i] = SortKey.Of(keys[0].Field, rows[i], keys[0].Down);
        var places = StableSort.Places(ranks.Length, (x, y) => Compare(ranks, rows, x, y));
        var sorted = new Row[ranks.Length];
        for (var i = 0; i < sorted.Length; i++) sorted[i] = rows[places[i]];
        return sorted;
    }

    int Compare(SortKey[] ranks, IReadOnlyList<Row> rows, int x, int y)
    {
        var order = ranks[x].CompareTo(ranks[y]);
        for (var i = 1; order == 0 && i < keys.Length; i++)
        {
            var (field, down) = keys[i];
            order = SortKey.Of(field, rows[x], down).CompareTo(SortKey.Of(field, rows[y], down));
        }
        return order;
    }
}
