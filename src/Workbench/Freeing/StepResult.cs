using Berth.Engine.Freeing;

namespace Berth.Workbench.Freeing;

/// <summary>How one step of a plan went.</summary>
/// <param name="Name">The name used in JSON: "ended", "stopped", "no-right"...</param>
/// <param name="Went">Whether what holds the port is gone.</param>
/// <param name="Sentence">For a person, with a full stop.</param>
public sealed record StepResult(FreeStep Step, string Name, bool Went, bool LackedRight, string Sentence);
