using Berth.Probes.Linux.Diagnosis;

namespace Berth.Probes.Tests.Diagnosis;

public class HostsFileTests
{
    [Fact]
    public void Each_name_of_a_line_is_told_with_the_lines_number()
    {
        var lines = HostsFile.Parse("# own\n127.0.0.1 localhost vm # not this\r\n\n::1\tlocalhost ip6-localhost\nnonsense localhost\n10.0.0.1\n").ToList();
        Assert.Equal(
            ["2 127.0.0.1 localhost", "2 127.0.0.1 vm", "4 ::1 localhost", "4 ::1 ip6-localhost"],
            lines.Select(line => $"{line.Number} {line.Address} {line.Name}"));
    }
}
