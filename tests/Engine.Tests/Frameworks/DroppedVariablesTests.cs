using Berth.Engine.Frameworks;

namespace Berth.Engine.Tests.Frameworks;

public class DroppedVariablesTests
{
    [Theory]
    [InlineData("turbo run dev", "turbo")]
    [InlineData("node_modules/.bin/turbo dev", "turbo")]
    [InlineData("turbo dev --env-mode=loose", null)]
    [InlineData("turbo dev --env-mode loose", null)]
    [InlineData("sudo ./server", "sudo")]
    [InlineData("sudo -E ./server", null)]
    [InlineData("sudo --preserve-env=PORT ./server", null)]
    [InlineData("vite", null)]
    public void Who_drops_variables_is_named(string command, string? who) => Assert.Equal(who, DroppedVariables.Reason(command.Split(' '))?.Split(' ')[0]);
}
