using System.Net.Sockets;
using Berth.Counterparts;
using Berth.Linux.Files;
using Berth.Linux.Native;
using Berth.Model.Files;

namespace Berth.Linux.Tests.Files;

/// <summary>Whatever stands in the place of a small file: reading it ends at once, and gives no more than was asked for.</summary>
public sealed class SmallFileTests : IDisposable
{
    const uint Nobody = 65534, Daemon = 1;
    const int Most = 4096;

    readonly TemporaryFolder folder = new();

    public static TheoryData<string, FileFault> Hostile => new()
    {
        { "pipe", FileFault.NotPlain },
        { "link to a pipe", FileFault.NotPlain },
        { "socket", FileFault.NotPlain },
        { "folder", FileFault.NotPlain },
        { "link to a device", FileFault.NotPlain },
        { "link that loops", FileFault.NotPlain },
        { "link to nothing", FileFault.Missing },
        { "nothing", FileFault.Missing },
        { "below a file", FileFault.Missing },
        { "zero in the name", FileFault.Missing },
        { "one byte too long", FileFault.TooLong },
        { "link to a large file", FileFault.TooLong },
        { "without end", FileFault.TooLong },
        { "name too long", FileFault.Failed },
    };

    [Theory, MemberData(nameof(Hostile))]
    public void What_is_no_small_file_is_told_and_not_read(string kind, FileFault expected)
    {
        var content = SmallFile.Read(Make(kind), Most);
        Assert.Equal((expected, true), (content.Fault, content.Bytes is null));
        Assert.NotEmpty(content.Reason!);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Most)]
    public void A_plain_file_is_read_whole(int length)
    {
        var path = folder.At("plain");
        File.WriteAllBytes(path, new byte[length]);
        Assert.Equal(length, SmallFile.Read(path, Most).Bytes!.Length);
        File.CreateSymbolicLink(folder.At("link"), path);
        Assert.Equal(length, SmallFile.Read(folder.At("link"), Most).Bytes!.Length);
        Assert.Equal(FileFault.NotPlain, SmallFile.Read(folder.At("link"), Most, follow: false).Fault);
    }

    [Fact]
    public void A_file_that_grows_beyond_every_buffer_is_read_whole()
    {
        var content = new byte[700_000];
        new Random(7).NextBytes(content);
        File.WriteAllBytes(folder.At("large"), content);
        Assert.Equal(content, SmallFile.Read(folder.At("large"), 1 << 20).Bytes);
    }

    [Fact]
    public void A_device_is_not_opened()
    {
        File.CreateSymbolicLink(folder.At(".git"), "/dev/ptmx"); // opening it would make a terminal
        Assert.Equal(FileFault.NotPlain, SmallFile.Read(folder.At(".git"), Most).Fault);
        using var place = FileDescriptor.OpenPlace(folder.At(".git"), follow: true, out _);
        Span<byte> nothing = stackalloc byte[1];
        Assert.True(place!.Read(nothing) < 0); // EBADF: a place can only be asked
    }

    [Fact]
    public void Only_what_is_trusted_is_read()
    {
        var own = Owned("mine", "file", 0, 0);
        Assert.NotNull(Read(own, new FileTrust(0, null, [])).Bytes);
        var theirs = Owned("mixed", "file", 0, Nobody);
        Assert.Equal((FileFault.NotTrusted, $"belongs to another user (uid {Nobody})"), (Read(theirs, new FileTrust(0, null, [])).Fault, Read(theirs, new FileTrust(0, null, [])).Reason));
        Assert.NotNull(Read(theirs, new FileTrust(0, Nobody, [])).Bytes);
        Assert.Equal(FileFault.NotTrusted, Read(theirs, new FileTrust(0, Daemon, [])).Fault);
        Assert.NotNull(Read(theirs, new FileTrust(0, null, [folder.At("mixed")])).Bytes);
        Assert.Equal(FileFault.NotTrusted, Read(theirs, new FileTrust(0, null, [folder.At("mix")])).Fault);
        // In a folder of somebody else, what is mine was put there by that person.
        var moved = Owned("theirs", "file", Nobody, 0);
        Assert.Equal(FileFault.NotTrusted, Read(moved, new FileTrust(0, null, [])).Fault);
        Assert.Contains(folder.At("theirs"), Read(moved, new FileTrust(0, null, [])).Reason);
    }

    [Fact]
    public void A_link_of_somebody_to_a_file_of_mine_is_not_trusted()
    {
        File.WriteAllText(folder.At("secret"), "root:x");
        File.CreateSymbolicLink(folder.At("berth.yaml"), folder.At("secret"));
        Give(folder.At("berth.yaml"), Nobody);
        Assert.Equal(FileFault.NotTrusted, Read(folder.At("berth.yaml"), new FileTrust(0, null, [])).Fault);
        Assert.NotNull(Read(folder.At("berth.yaml"), new FileTrust(0, Nobody, [])).Bytes);
    }

    [Fact]
    public void With_a_users_rights_only_what_that_user_may_read_is_read()
    {
        File.WriteAllText(folder.At("closed"), "secret");
        File.SetUnixFileMode(folder.At("closed"), UnixFileMode.UserRead);
        Assert.Equal(FileFault.Refused, FileUser.Run(Nobody, () => SmallFile.Read(folder.At("closed"), Most)).Fault);
        Assert.Equal("secret", SmallFile.Read(folder.At("closed"), Most).Text);
    }

    static FileContent Read(string path, FileTrust trust) => SmallFile.Read(path, Most, trust: trust);

    string Owned(string inner, string name, uint folderOwner, uint fileOwner)
    {
        Directory.CreateDirectory(folder.At(inner));
        var path = folder.At(inner, name);
        File.WriteAllText(path, "text");
        Give(path, fileOwner);
        Give(folder.At(inner), folderOwner);
        return path;
    }

    static void Give(string path, uint user) => Command.Must("chown", "-h", $"{user}", path);

    string Make(string kind)
    {
        var path = folder.At("it");
        switch (kind)
        {
            case "pipe": Pipe(path); break;
            case "link to a pipe": Pipe(folder.At("pipe")); Link("pipe"); break;
            case "socket":
                using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)) socket.Bind(new UnixDomainSocketEndPoint(path));
                if (!File.Exists(path)) Pipe(path); // closing may take the name away
                break;
            case "folder": Directory.CreateDirectory(path); break;
            case "link to a device": Link("/dev/zero"); break;
            case "link that loops": Link("it"); break;
            case "link to nothing": Link("nowhere"); break;
            case "nothing": break;
            case "below a file": File.WriteAllText(path, ""); return folder.At("it", "inner");
            case "zero in the name": return "/etc/passwd\0b";
            case "one byte too long": File.WriteAllBytes(path, new byte[Most + 1]); break;
            case "link to a large file":
                using (var large = File.Create(folder.At("large"))) large.SetLength(3L << 30);
                Link("large");
                break;
            case "without end": return "/proc/kallsyms"; // says that it has no length
            case "name too long": return folder.At(new string('x', 300));
            default: throw new ArgumentException(kind);
        }
        return path;
    }

    void Link(string target) => File.CreateSymbolicLink(folder.At("it"), target);

    static void Pipe(string path) => Command.Must("mkfifo", path);

    public void Dispose() => folder.Dispose();
}
