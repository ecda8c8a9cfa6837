using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.BadInput;

/// <summary>How every command answers what it cannot do: on stderr, with its code, in a line that a person understands.</summary>
static class Complaint
{
    public static void Check(CommandResult result, int code)
    {
        Assert.True(result.ExitCode == code, $"exit code {result.ExitCode}, not {code}: {result.Output}{result.Error}");
        Assert.Equal("", result.Output);
        Assert.NotEqual("", result.Error);
        CheckIsNoTrace(result);
    }

    public static void CheckIsNoTrace(CommandResult result)
    {
        Assert.DoesNotContain("   at ", result.Error);
        Assert.DoesNotContain("Exception", result.Error);
        Assert.DoesNotContain("unexpected", result.Error);
    }
}
