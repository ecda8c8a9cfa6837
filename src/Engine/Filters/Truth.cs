namespace Berth.Engine.Filters;

/// <summary>
/// Kleene's three values, ordered: "and" is the lesser, "or" the greater. What is hidden or unread makes a condition unknown,
/// and the opposite of unknown is unknown: neither "user=root" nor "not user=root" matches a user that cannot be seen.
/// </summary>
enum Truth : byte
{
    No,
    Unknown,
    Yes,
}

static class Truths
{
    public static Truth Of(bool value) => value ? Truth.Yes : Truth.No;
    public static Truth Not(this Truth truth) => (Truth)(Truth.Yes - truth);
}
