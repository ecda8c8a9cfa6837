using Berth.Model.Machine;
using Berth.Model.Repository;
using Berth.Model.Snapshots;

namespace Berth.Audit.Lint.Contract;

/// <summary>All that lint concludes from.</summary>
/// <param name="Root">The folder that was read, absolute.</param>
/// <param name="Snapshot">What listens on this machine now.</param>
public sealed record LintFacts(string Root, IReadOnlyList<PortDeclaration> Declarations, Snapshot Snapshot)
{
    public HostFacts Host => Snapshot.Host;

    /// <summary>What takes a port of this machine.</summary>
    public IEnumerable<PortDeclaration> OnThisMachine => Declarations.Where(static one => one.Kind != DeclarationKind.Inside && one.Ports is not null);
}
