using Berth.Model.Knowledge;

namespace Berth.Workbench.Writing;

/// <summary>The names that JSON and CSV use for how a value is known.</summary>
public static class HowNames
{
    public static string Name(How how) => how switch
    {
        How.Observed => "observed",
        How.Inferred => "inferred",
        How.Hidden => "hidden",
        _ => "unread",
    };
}
