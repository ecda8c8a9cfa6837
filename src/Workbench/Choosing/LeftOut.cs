namespace Berth.Workbench.Choosing;

/// <summary>Why a port is not proposed.</summary>
public enum LeftOut
{
    No,
    Held,
    HandedOut,
    Reserved,
    Privileged,
    Browsers,
    Registered,
}
