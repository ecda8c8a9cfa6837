using Berth.Cli.Arguments;
using Berth.Cli.Hosting;
using Berth.Engine.Listing;
using Berth.Model.Snapshots;
using Berth.Workbench.Looking;

namespace Berth.Cli.Commands.Listing;

/// <summary>A listing, decided: what is asked, and how it is shown.</summary>
sealed record ListPlan(ListQuestion Question)
{
    /// <summary>How many of the last columns are for wide terminals only.</summary>
    public int Spare { get; private init; }

    /// <summary>Nobody asked for these columns.</summary>
    public bool IsUsual { get; private init; }

    public static ListPlan Of(ListRequest request)
    {
        var kinds = KindsOf(request);
        var filter = FilterWords.Read("berth ls", request.Words);
        var kind = MainKind(kinds);
        var spare = request.Format == Format.Table && request.Columns is null ? Fields.SpareColumns(kind) : [];
        List<Field> columns = [.. ColumnList.Read(request.Columns, Usual(kinds, request)), .. spare];
        var isEverywhere = NamespaceChoice.Read(request.Namespaces);
        // Rows of several namespaces look like twins without the column that tells them apart.
        if (isEverywhere && request.Columns is null) columns.Insert(0, Fields.Get("netns"));
        var order = SortOrder.Read(request.Sort, kinds, isEverywhere);
        if (filter.NeedsProbe && !request.Probe)
            throw new UsageException("berth ls: what services speak is only known with --probe, which asks them. Add --probe.");
        var question = new ListQuestion(kinds, filter, columns, order) { Probe = request.Probe, AllNamespaces = isEverywhere };
        return new ListPlan(Via.Apply(request.Via, question)) { Spare = spare.Count, IsUsual = request.Columns is null };
    }

    static SocketKinds KindsOf(ListRequest request)
    {
        var kinds = SocketKinds.None;
        if (request.All) kinds |= SocketKinds.Listeners | SocketKinds.Connections | SocketKinds.Bound;
        if (request.Bound) kinds |= SocketKinds.Bound;
        if (request.Unix) kinds |= SocketKinds.Unix;
        if (request.TcpInfo) kinds |= SocketKinds.Connections;
        return kinds == SocketKinds.None ? SocketKinds.Listeners : kinds;
    }

    static RowKind MainKind(SocketKinds kinds) =>
        kinds == SocketKinds.Unix ? RowKind.Unix
        : kinds.HasFlag(SocketKinds.Connections) ? RowKind.Connection
        : kinds == SocketKinds.Bound ? RowKind.Bound
        : RowKind.Listener;

    static List<Field> Usual(SocketKinds kinds, ListRequest request)
    {
        var kind = MainKind(kinds);
        List<Field> columns = [.. Fields.DefaultColumns(kind)];
        if (request.Probe && kind == RowKind.Listener) columns.AddRange(request.Format is Format.Table or Format.Plain ? [Fields.Get("speaks")] : Fields.SpeechColumns);
        if (request.Format is Format.Json or Format.JsonLines or Format.Csv) columns.AddRange(Fields.DataColumns(kind));
        if (request.TcpInfo) columns.AddRange([Fields.Get("rtt_us"), Fields.Get("retransmits"), Fields.Get("bytes_sent"), Fields.Get("bytes_received")]);
        if (kinds.HasFlag(SocketKinds.Unix) && kinds != SocketKinds.Unix) columns.Add(Fields.Get("path"));
        return columns;
    }
}
