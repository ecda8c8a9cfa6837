using Berth.Model.Knowledge;

namespace Berth.Cli.Rendering;

/// <summary>The names that JSON and CSV use for how a value is known.</summary>
static class HowNames
{
    public static string Name(How how) => how switch
    {
        How.Observed => "observed",
        How.Inferred => "inferred",
        How.Hidden => "hidden",
        _ => "unread",
    };
}
