namespace Berth.Linux.Native;

public static class CurrentUser
{
    /// <summary>The effective user id of this process.</summary>
    public static uint EffectiveId => Libc.EffectiveUserId();
}
