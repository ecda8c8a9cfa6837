using Berth.Counterparts;

namespace Berth.EndToEnd.Tests;

/// <summary>The built program, as a user runs it. `./test` builds it first; BERTH_PROGRAM names another one.</summary>
static class BerthProgram
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("BERTH_PROGRAM") ?? InCheckout("artifacts", "berth", "berth");

    /// <summary>How a person calls it as root: it is in no folder where sudo looks.</summary>
    public static string Sudo => $"sudo {Path}";

    public static CommandResult Run(NetworkNamespace where, params IReadOnlyList<string> arguments) => where.Run([Path, .. arguments]);

    /// <summary>As another user, without any capability.</summary>
    public static CommandResult RunAs(int userId, NetworkNamespace where, params IReadOnlyList<string> arguments) =>
        where.Run([.. NetworkNamespace.AsUser(userId), Path, .. arguments]);

    public static Listing List(NetworkNamespace where, params IReadOnlyList<string> arguments) => Listing.Read(Run(where, ["ls", "--json", .. arguments]));

    public static Listing ListAs(int userId, NetworkNamespace where, params IReadOnlyList<string> arguments) =>
        Listing.Read(RunAs(userId, where, ["ls", "--json", .. arguments]));

    /// <summary>The only row that matches, with every field there is.</summary>
    public static Row OnlyRow(NetworkNamespace where, params IReadOnlyList<string> arguments) => Assert.Single(List(where, ["--columns", "all", .. arguments]).Rows);

    /// <summary>A file of the checkout that these tests were built from.</summary>
    public static string InCheckout(params ReadOnlySpan<string> parts)
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
            if (File.Exists(System.IO.Path.Combine(folder, "Berth.slnx"))) return System.IO.Path.Combine([folder, .. parts]);
        throw new InvalidOperationException("the checkout was not found: run the tests where they were built");
    }
}
