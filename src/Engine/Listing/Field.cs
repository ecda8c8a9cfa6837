using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Processes;

namespace Berth.Engine.Listing;

/// <summary>
/// One fact of a row: the one definition that feeds table columns, JSON keys, CSV headers, filters and their help. Either of
/// the row itself, or of each process that holds it (then a list in JSON, folded in the table, and a filter asks for any).
/// </summary>
public sealed record Field
{
    /// <summary>Lower case, words joined by '_' in JSON and CSV; `--columns` and filters take '-' too.</summary>
    public required string Name { get; init; }

    /// <summary>The table's heading.</summary>
    public required string Heading { get; init; }

    public required FieldType Type { get; init; }

    /// <summary>One line for `--help` and the docs.</summary>
    public required string Help { get; init; }

    /// <summary>What a narrow table gives up last has the most; of equals the last column goes first.</summary>
    public int Worth { get; init; }

    /// <summary>Other names that filters and `--columns` take.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>
    /// All the texts that it may have, where they are few. One that is also a word of the filter language ("none") means that text
    /// here, not what the word means elsewhere.
    /// </summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>What must be read of the processes for this field to have a value.</summary>
    public ProcessDetail Needs { get; init; }

    /// <summary>Whether owners must be found at all.</summary>
    public bool NeedsOwner { get; init; }

    public bool NeedsTcpMeasurements { get; init; }

    /// <summary>Whether the service itself must be asked.</summary>
    public bool NeedsProbe { get; init; }

    /// <summary>Whether the packet filter must be read.</summary>
    public bool NeedsFirewall { get; init; }

    /// <summary>Fields that a filter on this one searches too: "owner" means the process, its command, unit or container.</summary>
    public IReadOnlyList<string> AlsoMatches { get; init; } = [];

    /// <summary>For a field of type <see cref="FieldType.Address"/>: the address itself, for prefixes and for order.</summary>
    public Func<Row, InetAddress?>? OfAddress { get; init; }

    /// <summary>Set for a fact of the row. Beside <see cref="OfHolder"/>: what is known when no holder can be seen.</summary>
    public Func<Row, FieldValue>? OfRow { get; init; }

    /// <summary>Set for a fact of each holder.</summary>
    public Func<ProcessFacts, FieldValue>? OfHolder { get; init; }

    /// <summary>The one value a table cell shows: of a fact of each holder the first holder's, else why there is none.</summary>
    public FieldValue Of(Row row)
    {
        if (OfHolder is null) return OfRow!(row);
        return row.Owner.First is { } first ? OfHolderIn(row, first) : WithoutHolder(row);
    }

    /// <summary>The value for one of the row's holders; a candidate's value is inferred, as its holding is.</summary>
    public FieldValue OfHolderIn(Row row, ProcessFacts holder)
    {
        var value = OfHolder!(holder);
        return row.Owner.How == How.Inferred && value.How == How.Observed ? value.KnownAs(How.Inferred, row.Owner.Reason) : value;
    }

    /// <summary>The value when no holder is known: what the row itself tells, else nothing, and why.</summary>
    public FieldValue WithoutHolder(Row row)
    {
        var value = OfRow?.Invoke(row) ?? FieldValue.None;
        return value.IsNone && value.How == How.Observed ? FieldValue.None.KnownAs(row.Owner.How, row.Owner.Reason) : value;
    }
}

/// <summary>What a field's number means, which operators a filter may use, and how a table writes it.</summary>
public enum FieldType : byte
{
    Text,
    Number,
    Port,
    Address,
    Reach,
    Flag,

    /// <summary>Seconds.</summary>
    Duration,

    /// <summary>Microseconds.</summary>
    RoundTrip,
    Bytes,
}
