using Berth.Probes.Rights;

namespace Berth.Probes.Tests.Machine;

public class AsRootTests
{
    [Theory]
    [InlineData("/opt/berth/berth", true, "sudo berth")]
    [InlineData("/opt/berth/berth", false, "sudo /opt/berth/berth")]
    [InlineData("/opt/berth/berthd", false, "sudo /opt/berth/berth")]
    [InlineData("/home/my user/it's/berth", false, @"sudo '/home/my user/it'\''s/berth'")]
    [InlineData("/usr/bin/dotnet", false, "sudo berth")]
    [InlineData(null, false, "sudo berth")]
    public void The_command_works_as_it_is_typed(string? program, bool isFound, string command) => Assert.Equal(command, AsRoot.Of(program, isFound));
}
