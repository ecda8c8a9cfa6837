using Berth.Linux.Bpf;
using FsCheck;
using FsCheck.Fluent;

namespace Berth.Linux.Tests.Bpf;

public class BtfReaderTests
{
    const string KernelBtf = "/sys/kernel/btf/vmlinux";

    static readonly string[] structs = ["sock", "task_struct"];
    static readonly string[] functions = ["bpf_iter_task_file"];

    [Fact]
    public void The_running_kernel_describes_its_sockets()
    {
        var reader = BtfReader.Read(File.ReadAllBytes(KernelBtf), structs, functions);
        Assert.NotNull(reader);
        Assert.True(reader.Function("bpf_iter_task_file") > 0);
        Assert.NotNull(reader.Offset("sock", "__sk_common", "skc_num"));
        Assert.True(reader.Offset("task_struct", "comm") > 0);
        Assert.Null(reader.Offset("sock", "no_such_member"));
        Assert.Null(reader.Offset("no_such_struct", "x"));
    }

    [Fact]
    public void Offsets_read_back_as_they_were_written()
    {
        var offsets = HolderOffsets.FromBtf(File.ReadAllBytes(KernelBtf));
        Assert.NotNull(offsets);
        Assert.Equal(offsets, HolderOffsets.Parse(offsets.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 2 3")]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 -19")]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20")]
    [InlineData("a b c d e f g h i j k l m n o p q r s")]
    public void A_damaged_cache_is_refused(string text) => Assert.Null(HolderOffsets.Parse(text));

    [Fact]
    public void Any_bytes_are_read_or_refused_without_an_exception() =>
        Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes =>
        {
            byte[] withMagic = [0x9f, 0xeb, 1, 0, 24, 0, 0, 0, .. bytes];
            BtfReader.Read(withMagic, structs, functions);
            return BtfReader.Read(bytes, structs, functions) is null;
        }));

    [Fact]
    public void Damaged_type_data_never_reads_beyond_its_end()
    {
        var btf = File.ReadAllBytes(KernelBtf);
        var random = new Random(20260);
        for (var round = 0; round < 20; round++)
        {
            var damaged = (byte[])btf.Clone();
            for (var i = 0; i < 2000; i++) damaged[random.Next(24, damaged.Length)] = (byte)random.Next(256);
            BtfReader.Read(damaged, structs, functions)?.Offset("sock", "__sk_common", "skc_num");
        }
    }
}
