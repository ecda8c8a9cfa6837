using Berth.Engine.Filters;
using Berth.Engine.Listing;
using Berth.Model.Snapshots;

namespace Berth.Workbench.Looking;

/// <summary>Which sockets, in which order, and which fields of them somebody wants to see.</summary>
public sealed record ListQuestion(SocketKinds Kinds, Filter Filter, IReadOnlyList<Field> Fields, RowOrder Order)
{
    /// <summary>Ask every listed service what it speaks.</summary>
    public bool Probe { get; init; }

    public bool AllNamespaces { get; init; }

    public SocketSource SocketSource { get; init; }

    public OwnerSource OwnerSource { get; init; }

    /// <summary>What must be read for it, and no more.</summary>
    public SnapshotOptions Reading
    {
        get
        {
            var options = new SnapshotOptions
            {
                // Listeners tell which end of a connection is the server.
                Kinds = Kinds.HasFlag(SocketKinds.Connections) ? Kinds | SocketKinds.Listeners : Kinds,
                LocalPorts = Filter.LocalPorts,
                PeerPortsToo = Kinds.HasFlag(SocketKinds.Connections),
                Detail = Filter.Needs,
                Owners = Filter.NeedsOwner,
                TcpMeasurements = Filter.NeedsTcpMeasurements,
                Firewall = Filter.NeedsFirewall,
                AllNamespaces = AllNamespaces,
                SocketSource = SocketSource,
                OwnerSource = OwnerSource,
            };
            if (Probe) options = options with { Owners = true, Detail = options.Detail | ServiceQuestions.Needs };
            foreach (var shown in Fields) options = With(options, shown);
            foreach (var needed in Order.Needed) options = With(options, needed);
            return options;
        }
    }

    static SnapshotOptions With(SnapshotOptions options, Field field) => options with
    {
        Detail = options.Detail | field.Needs,
        Owners = options.Owners || field.NeedsOwner,
        TcpMeasurements = options.TcpMeasurements || field.NeedsTcpMeasurements,
        Firewall = options.Firewall || field.NeedsFirewall,
    };
}
