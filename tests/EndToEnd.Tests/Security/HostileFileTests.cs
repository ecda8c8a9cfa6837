using Berth.Counterparts;
using Berth.EndToEnd.Tests.Services;

namespace Berth.EndToEnd.Tests.Security;

/// <summary>A repository whose files have no end, or nobody who writes them: the commands that read it end, and say which file it is.</summary>
public sealed class HostileFileTests : IDisposable
{
    readonly Yard yard = new();

    public static TheoryData<string, string> Files
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var file in (ReadOnlySpan<string>)["berth.yaml", "berth.local.yaml", "Procfile", ".env", "package.json", "compose.yaml", "Dockerfile", "process-compose.yaml"])
                foreach (var kind in (ReadOnlySpan<string>)["pipe", "endless", "large", "folder"]) rows.Add(file, kind);
            return rows;
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void What_reads_a_repository_ends(string file, string kind)
    {
        var folder = yard.Project(file == "berth.local.yaml" ? "services: {a: {run: sleep 100}}\n" : "", file == "berth.local.yaml" ? "berth.yaml" : "README");
        var path = Path.Combine(folder, file);
        if (file == ".env") File.WriteAllText(Path.Combine(folder, "Procfile"), "a: sleep 100\n");
        if (kind == "pipe") Command.Must("mkfifo", path);
        else if (kind == "endless") File.CreateSymbolicLink(path, "/dev/zero");
        else if (kind == "folder") Directory.CreateDirectory(path);
        else
        {
            using (var large = File.Create(Path.Combine(folder, "large"))) large.SetLength(3L << 30);
            File.CreateSymbolicLink(path, "large");
        }

        foreach (var words in (IReadOnlyList<string>[])[["env"], ["init", "--print"], ["lint", "."], ["lint", file], ["up", "-d"]])
        {
            var result = yard.Berth(folder, words);
            Assert.DoesNotContain("unexpected", result.Error, StringComparison.Ordinal);
            Assert.True(result.ExitCode is >= 0 and < 128, $"berth {string.Join(' ', words)}: {result.ExitCode}\n{result.Error}");
            if (words[0] == "up" && file is "berth.yaml" or "berth.local.yaml" or "Procfile" && kind != "folder")
                Assert.Contains(path, result.Error, StringComparison.Ordinal);
        }
    }

    public void Dispose() => yard.Dispose();
}
