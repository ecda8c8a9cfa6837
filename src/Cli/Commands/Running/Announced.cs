using Berth.Cli.Rendering;
using Berth.Engine.Serving;
using Berth.Model.Addressing;

namespace Berth.Cli.Commands.Running;

/// <summary>A place where a command listens, in words.</summary>
static class Announced
{
    /// <summary>"is at" for the one address of the command.</summary>
    public static string Verb(Announcement one) => one.Standing == Standing.Second ? "listens at" : "is at";

    /// <summary>With the scheme that answered; without one, what did not answer in HTTP.</summary>
    public static string Place(Fetched fetched, Endpoint place) => fetched.Scheme is { } scheme ? $"{scheme}://{place}" : $"{place}";

    public static string Caveat(Fetched fetched) => fetched.Caveat is { } caveat ? $"; {Escape.ForTerminal(caveat)}" : "";
}
