using System.Text.Json.Serialization;

namespace Berth.Actions.Changes;

/// <summary>A change to the machine: its steps in the order in which they are taken.</summary>
/// <param name="Name">The finding that it mends; the name of its undo file.</param>
/// <param name="Title">In a few words.</param>
/// <param name="MadeAt">When it was applied.</param>
/// <param name="TouchesFirewall">Such a change may cut people off, so it is taken back unless somebody confirms it.</param>
public sealed record Change(string Name, string Title, DateTimeOffset MadeAt, bool TouchesFirewall, IReadOnlyList<ChangeStep> Steps);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Change))]
sealed partial class ChangeJson : JsonSerializerContext;
