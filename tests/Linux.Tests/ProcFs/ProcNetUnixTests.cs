using System.Text;
using Berth.Linux.ProcFs;

namespace Berth.Linux.Tests.ProcFs;

public class ProcNetUnixTests
{
    const string Heading = "Num       RefCount Protocol Flags    Type St Inode Path\n";

    static IReadOnlyList<ProcNetUnixRow> Rows(string rows) => ProcNetUnix.Rows(Encoding.UTF8.GetBytes(Heading + rows));

    [Fact]
    public void Rows_are_read_as_the_kernel_prints_them() => Assert.Equal(
        [
            new ProcNetUnixRow(1, true, false, 812, "/run/docker.sock"), new ProcNetUnixRow(2, false, false, 20011, null),
            new ProcNetUnixRow(5, false, true, 7, "@two  spaces "),
        ],
        Rows("""
            ffff88801a2b3c40: 00000002 00000000 00010000 0001 01   812 /run/docker.sock
            ffff88801a2b3c41: 00000002 00000000 00000000 0002 01 20011
            0000000000000000: 00000003 00000000 00000000 0005 03     7 @two  spaces 

            """));

    [Fact]
    public void A_newline_in_a_name_begins_no_row() => Assert.Equal(
        [new ProcNetUnixRow(1, true, false, 1, "@x\nffff8880: 00000002 cut\n\nend"), new ProcNetUnixRow(1, true, false, 2, "/b")],
        Rows("""
            ffff88801a2b3c40: 00000002 00000000 00010000 0001 01     1 @x
            ffff8880: 00000002 cut

            end
            ffff88801a2b3c41: 00000002 00000000 00010000 0001 01     2 /b

            """));

    [Theory]
    [InlineData("")]
    [InlineData("no row\n")]
    [InlineData("ffff8880: 00000002 00000000 00010000 0001 01 99999999999999999999999 /x\n")]
    [InlineData("ffff8880: 00000002 00000000 00010000 0001 01")]
    public void What_is_no_row_is_none(string text) => Assert.Empty(Rows(text));
}
