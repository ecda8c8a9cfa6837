using System.Security.Cryptography;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Packaging;

/// <summary>What `scripts/package` makes, installed by dpkg as on any machine, in a copy of this one's folders that goes with the test.</summary>
public sealed class SystemPackageTests(SystemPackageTests.Packages packages) : IClassFixture<SystemPackageTests.Packages>
{
    public sealed class Packages : IDisposable
    {
        readonly TemporaryFolder folder = new();

        public Packages()
        {
            Files = Make("first");
            Again = Make("second");
        }

        public string[] Files { get; }
        public string[] Again { get; }
        public string Folder => folder.Path;

        string[] Make(string name)
        {
            var made = Command.Must(BerthProgram.InCheckout("scripts", "package"), folder.At(name));
            Command.Must("chmod", "-R", "a+rX", folder.Path);
            return made.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }

        public void Dispose() => folder.Dispose();
    }

    // Whatever is written below /usr, /etc and /var stays in memory, and ends with the shell.
    const string Installed = """
        set -e
        mount --make-rprivate /
        layer=$(mktemp -d)
        trap 'umount -l "$layer"; rmdir "$layer"' EXIT
        mount -t tmpfs layers "$layer"
        for folder in usr etc var; do
          mkdir "$layer/$folder" "$layer/$folder.work"
          mount -t overlay overlay -o "lowerdir=/$folder,upperdir=$layer/$folder,workdir=$layer/$folder.work" "/$folder"
        done
        ip link set lo up
        dpkg -i "$1" >&2
        shift
        "$@"
        """;

    CommandResult AfterInstalling(params IReadOnlyList<string> command) =>
        Command.Run(["unshare", "--mount", "--net", "sh", "-c", Installed, "sh", packages.Files.Single(file => file.EndsWith(".deb", StringComparison.Ordinal)), .. command]);

    static string[] AsStranger(string home) => [.. NetworkNamespace.AsUser(65534), "env", "-i", "PATH=/usr/bin:/bin", $"HOME={home}", $"XDG_RUNTIME_DIR={home}/run", "LANG=C.UTF-8"];

    [Fact]
    public void The_same_commit_gives_the_same_bytes()
    {
        Assert.Equal(2, packages.Files.Length);
        Assert.Equal(packages.Files.Select(Digest), packages.Again.Select(Digest));
        static string Digest(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
    }

    [Fact]
    public void Anybody_can_run_what_root_installed()
    {
        using var home = new TemporaryFolder();
        Command.Must("chown", "65534", home.Path);
        var result = AfterInstalling([.. AsStranger(home.Path), "sh", "-c", "berth ls --json && berth daemon start && berth daemon status && berth daemon stop"]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("\"schema\":\"berth.ls/1\"", result.Output, StringComparison.Ordinal);
        Assert.Contains("berthd 0.1.0", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Manual_completion_and_units_are_where_the_system_looks()
    {
        var result = AfterInstalling("sh", "-c", """
            set -e
            MANWIDTH=100 man -P cat berth | grep "shows.*every.*port"
            bash -n /usr/share/bash-completion/completions/berth
            zsh -n /usr/share/zsh/vendor-completions/_berth
            fish -n /usr/share/fish/vendor_completions.d/berth.fish
            stat -c '%a %U %n' /usr/bin/berth /usr/bin/berthd /usr/lib/systemd/system/berthd.service /usr/lib/systemd/user/berthd.service
            dpkg -L berth | grep -v '^/usr/share\|^/usr/lib/systemd\|^/usr/bin' | sort
            dpkg -r berth >&2
            ! command -v berth
            """);
        Assert.True(result.ExitCode == 0, $"{result.Output}{result.Error}");
        Assert.Contains("755 root /usr/bin/berth\n755 root /usr/bin/berthd\n644 root /usr/lib/systemd/system/berthd.service\n644 root /usr/lib/systemd/user/berthd.service\n", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("/.\n/usr\n/usr/lib\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_archive_runs_wherever_it_is_unpacked_also_for_another_user()
    {
        var archive = packages.Files.Single(file => file.EndsWith(".tar.gz", StringComparison.Ordinal));
        using var place = new TemporaryFolder();
        Command.Must("chmod", "a+rx", place.Path);
        Command.Must("tar", "-xf", archive, "-C", place.Path);
        var program = Path.Combine(Directory.GetDirectories(place.Path).Single(), "bin", "berth");
        using var net = new NetworkNamespace();
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        Assert.Contains("3000", net.Must([.. NetworkNamespace.AsUser(65534), program, "ls", "--plain"]), StringComparison.Ordinal);
    }
}
