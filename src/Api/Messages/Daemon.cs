using System.Text.Json.Serialization;

namespace Berth.Api.Messages;

/// <summary>A request that says nothing but its name.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Nothing;

/// <summary>It was done.</summary>
public sealed record Done;

/// <summary>Who the daemon is, and what it can be asked.</summary>
/// <param name="OnDemand">A command started it: it ends when nothing needs it any more.</param>
/// <param name="Rights">What its rights allow beyond the ordinary: "own_localhost".</param>
/// <param name="NetworkNamespace">The number of the network namespace whose ports it deals with; 0 when it is not known.</param>
/// <param name="Notices">What a person should know of its start, such as a damaged database.</param>
/// <param name="Keeps">Why it does not end although nobody asks it anything; empty when nothing does.</param>
public sealed record HelloResponse(string Program, string Version, IReadOnlyList<string> Capabilities, int Pid, DateTimeOffset Started, bool OnDemand,
    IReadOnlyList<string> Rights, ulong NetworkNamespace, string State, string Socket, IReadOnlyList<string> Keeps, IReadOnlyList<string> Notices);
