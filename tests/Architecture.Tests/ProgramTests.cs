namespace Berth.Architecture.Tests;

/// <summary>How other programs are started: by one room, which takes absolute paths alone.</summary>
public class ProgramTests
{
    [Fact]
    public void A_child_process_is_described_in_one_place()
    {
        foreach (var path in Checkout.Projects.SelectMany(Checkout.Sources))
        {
            if (Path.GetFileName(path) == "ProgramStart.cs") continue;
            var text = File.ReadAllText(path);
            Assert.False(text.Contains("ProcessStartInfo(", StringComparison.Ordinal) || text.Contains("new ProcessStartInfo", StringComparison.Ordinal),
                $"{Path.GetRelativePath(Checkout.Root, path)} describes a child process itself: use Linux/Programs/ProgramStart");
            foreach (var direct in (ReadOnlySpan<string>)["Process.Start(\"", "ProcessStartInfo {"])
                Assert.False(text.Contains(direct, StringComparison.Ordinal), $"{Path.GetRelativePath(Checkout.Root, path)} starts a program by its name");
        }
    }
}
