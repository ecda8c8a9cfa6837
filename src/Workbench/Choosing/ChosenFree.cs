using Berth.Model.Addressing;
using Berth.Model.Machine;

namespace Berth.Workbench.Choosing;

/// <param name="Ports">Free when they were tried; fewer than were asked for when the range has no more.</param>
/// <param name="Host">Whose ports they are.</param>
public sealed record ChosenFree(IReadOnlyList<Port> Ports, HostFacts Host, IReadOnlyDictionary<LeftOut, int> LeftOut);
