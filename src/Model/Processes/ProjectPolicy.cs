using Berth.Model.Addressing;
using Berth.Model.Machine;

namespace Berth.Model.Processes;

/// <summary>What a project's berth.yaml says about its ports: which may listen, and who may reach them.</summary>
/// <param name="Path">The file, for evidence.</param>
/// <param name="Root">The checkout that it speaks for.</param>
/// <param name="ForbidsOthers">Whether a port that is not named may not listen at all.</param>
public sealed record ProjectPolicy(string Path, string Root, IReadOnlyList<PortPolicy> Ports, bool ForbidsOthers);

/// <param name="Widest">The widest reach that is allowed.</param>
/// <param name="Line">Where it stands in the file, from 1.</param>
public sealed record PortPolicy(PortRange Ports, Protocol Protocol, ReachLevel Widest, int Line);
