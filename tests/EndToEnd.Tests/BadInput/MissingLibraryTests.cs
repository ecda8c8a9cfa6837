using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.BadInput;

/// <summary>A machine without OpenSSL, as slim images are: what needs no TLS works, what needs it says so.</summary>
public sealed class MissingLibraryTests : IDisposable
{
    readonly NetworkNamespace net = new();
    readonly TemporaryFolder folder = new();

    // An empty file in the place of each library: the loader refuses it, as if it were not there.
    const string Hide = """
        for library in $(find / -xdev \( -name 'libssl.so*' -o -name 'libcrypto.so*' \) 2>/dev/null); do mount --bind /dev/null "$library"; done
        exec "$@"
        """;

    public MissingLibraryTests() => net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");

    [Theory]
    [InlineData("ls --json")]
    [InlineData("ls --probe")]
    [InlineData("run -- true")]
    [InlineData("lease add web")]
    [InlineData("lint .")]
    [InlineData("audit")]
    [InlineData("up -d")]
    public void What_needs_no_tls_works(string words)
    {
        File.WriteAllText(folder.At("Procfile"), "one: sleep 100\n");
        File.WriteAllText(folder.At(".env"), "PORT=6666\n");
        var result = Run(words);
        Assert.True(result.ExitCode == 0, $"berth {words}: {result.ExitCode}\n{result.Output}\n{result.Error}");
        if (words == "lint .") Assert.Contains("port-blocked", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("doctor https://127.0.0.1:3000/")]
    [InlineData("wait https://127.0.0.1:3000/ --timeout 300ms")]
    [InlineData("audit")]
    [InlineData("ls --probe")]
    public void What_needs_it_says_what_is_missing(string words)
    {
        var result = Run(words);
        Assert.Contains("libssl is not installed", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains("apt-get install libssl3", result.Output + result.Error, StringComparison.Ordinal);
    }

    CommandResult Run(string words) => net.RunWith(["unshare", "-m", "--propagation", "private", "sh", "-c", Hide, "sh", BerthProgram.Path, .. words.Split(' ')],
        folder: folder.Path, environment: new Dictionary<string, string?> { ["XDG_STATE_HOME"] = net.Home.At("state"), ["SUDO_UID"] = null });

    public void Dispose()
    {
        net.Dispose();
        folder.Dispose();
    }
}
