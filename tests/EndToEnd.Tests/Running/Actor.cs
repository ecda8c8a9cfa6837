namespace Berth.EndToEnd.Tests.Running;

/// <summary>The program of tests/Actor, which is built beside this one.</summary>
static class Actor
{
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "../../Actor/debug/Actor")) is var debug && File.Exists(debug)
        ? debug
        : System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "../../Actor/release/Actor"));
}
