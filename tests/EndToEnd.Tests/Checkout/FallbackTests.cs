namespace Berth.EndToEnd.Tests.Checkout;

/// <summary>`./berth` on machines that cannot make a native program: it says so in one line, builds another kind, and runs.</summary>
public sealed class FallbackTests
{
    const string OnTheRuntime = "building one that runs on the .NET runtime.";

    // As the SDK 10.0.401 and binutils 2.40 say it.
    public static TheoryData<string> Refusals { get; } =
    [
        "Microsoft.NETCore.Native.Unix.targets(316,5): error : Platform linker ('clang' or 'gcc') not found in PATH. "
            + "Ensure you have all the required prerequisites documented at https://aka.ms/nativeaot-prerequisites.",
        "error : Symbol stripping tool ('objcopy') not found in PATH. "
            + "Make sure 'objcopy' is available in PATH or set the StripSymbols property to false",
        "error NU1101: Unable to find package runtime.linux-x64.Microsoft.DotNet.ILCompiler. "
            + "No packages exist with this id in source(s): here",
        "error NU1102: Unable to find package Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64 with version (= 10.0.15)",
        "/usr/bin/ld: cannot find Scrt1.o: No such file or directory\ncollect2: error: ld returned 1 exit status",
        "clang: error: linker command failed with exit code 1 (use -v to see invocation)",
    ];

    [Fact]
    public void With_a_linker_the_program_is_native_and_its_daemon_waits_until_it_is_needed()
    {
        using var workshop = new Workshop("gcc", "objcopy");
        var first = workshop.Berth("ls");
        Assert.Equal((0, "native\n"), (first.ExitCode, first.Output));
        Assert.DoesNotContain(OnTheRuntime, first.Error, StringComparison.Ordinal);
        Assert.Equal(["native Cli"], workshop.Asked);
        Assert.Equal(0, workshop.Berth("up").ExitCode);
        Assert.Equal(["native Cli", "native Daemon"], workshop.Asked);
        Assert.Equal("", workshop.Berth("up").Error);
    }

    [Theory]
    [InlineData("objcopy")]
    [InlineData("gcc")]
    [InlineData("clang")]
    [InlineData]
    public void Without_the_tools_it_does_not_even_try(params string[] tools)
    {
        using var workshop = new Workshop(tools);
        const string missing = "berth: no C compiler, linker and objcopy to make a native program with (apt-get install gcc libc6-dev): ";
        Falls(workshop, missing + OnTheRuntime);
        Assert.Equal(["fast Cli", "fast Daemon"], workshop.Asked);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void When_it_turns_out_on_the_way_the_reasons_are_kept(string refusal)
    {
        using var workshop = new Workshop("clang", "objcopy");
        workshop.Fail("native", refusal);
        var line = Falls(workshop, "berth: a native program cannot be made here (the reasons are in /");
        Assert.Equal(["native Cli", "fast Cli", "fast Daemon"], workshop.Asked);
        var log = line[(line.IndexOf('/', StringComparison.Ordinal))..line.IndexOf(')', StringComparison.Ordinal)];
        Assert.Equal(refusal + "\n", File.ReadAllText(log));
    }

    [Fact]
    public void Without_the_compiler_for_a_fast_start_it_does_without()
    {
        using var workshop = new Workshop();
        workshop.Fail("fast", "error NU1101: Unable to find package Microsoft.NETCore.App.Crossgen2.linux-x64.");
        var run = workshop.Berth("ls");
        Assert.Equal((0, "plain\n"), (run.ExitCode, run.Output));
        const string says = "berth: the compiler for a fast start could not be had either; building without it.";
        Assert.Contains(says, Lines(run.Error));
        Assert.Equal(["fast Cli", "plain Cli", "plain Daemon"], workshop.Asked);
    }

    [Fact]
    public void A_linker_that_went_away_since_leaves_a_native_berth_with_a_daemon_for_the_runtime()
    {
        using var workshop = new Workshop("gcc", "objcopy");
        Assert.Equal("native\n", workshop.Berth("ls").Output);
        workshop.Remove("gcc");
        var run = workshop.Berth("up");
        Assert.Equal((0, "native\n"), (run.ExitCode, run.Output));
        Assert.Single(Lines(run.Error), line => line.EndsWith(OnTheRuntime, StringComparison.Ordinal));
        Assert.Equal(["native Cli", "fast Daemon"], workshop.Asked);
        Assert.Equal([".built", ".built-daemon", "berth", "berthd", "berthd.dll"], workshop.Built);
        Assert.Equal("", workshop.Berth("up").Error);
    }

    [Theory]
    [InlineData("native")]
    [InlineData("fast")]
    public void A_fault_of_the_sources_is_shown_and_no_other_kind_is_tried(string kind)
    {
        using var workshop = kind == "native" ? new Workshop("gcc", "objcopy") : new Workshop();
        workshop.Fail(kind, "LsCommand.cs(3,1): error CS0246: The type or namespace name 'Portt' could not be found");
        var run = workshop.Berth("ls");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("error CS0246", run.Error, StringComparison.Ordinal);
        Assert.Equal([$"{kind} Cli"], workshop.Asked);
    }

    // One line says what is built instead; berth runs, and its daemon is there with it.
    static string Falls(Workshop workshop, string beginning)
    {
        var run = workshop.Berth("ls");
        Assert.Equal((0, "fast\n"), (run.ExitCode, run.Output));
        var line = Assert.Single(Lines(run.Error), line => line.EndsWith(OnTheRuntime, StringComparison.Ordinal));
        Assert.StartsWith(beginning, line, StringComparison.Ordinal);
        Assert.Equal("", workshop.Berth("up").Error);
        return line;
    }

    static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
