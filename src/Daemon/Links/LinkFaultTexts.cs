using Berth.Api.Messages;
using Berth.Daemon.State;
using Berth.Engine.Spelling;
using Berth.Links.Faults;
using Berth.Links.Profiles;
using Berth.Links.Results;
using Berth.Links.Specs;

namespace Berth.Daemon.Links;

/// <summary>What becomes of a link's faults, or why not.</summary>
readonly record struct Shaping(IReadOnlyList<FaultSpec> Faults, ApiError? Error);

/// <summary>Faults as text, in the database and in requests.</summary>
static class LinkFaultTexts
{
    const int Most = 50;

    /// <summary>
    /// Those that were written down. One that this version does not know keeps the link shut: open without it, it would pass for sound.
    /// </summary>
    public static (IReadOnlyList<FaultSpec> Faults, ApiError? Problem) Read(StoredLink link)
    {
        var faults = new List<FaultSpec>();
        foreach (var text in link.Faults)
        {
            var read = FaultText.Parse(text);
            if (read.IsRefused(out var refusal))
            {
                var why = $"its fault '{text}' is not understood: {refusal.Reason}";
                return ([], new ApiError(ErrorCode.Refused, why, $"berth shape {link.Name} --clear"));
            }
            faults.AddRange(read.Value);
        }
        return (faults, null);
    }

    /// <summary>What a request makes of the faults that there are.</summary>
    public static Shaping Change(IReadOnlyList<FaultSpec> before, LinkShapeRequest request)
    {
        var after = request.Clear ? [] : before.ToList();
        if (request.Profile is { } line)
        {
            if (ProfileCatalogue.Find(line) is not { } profile) return new([], Unknown(request.Name, line));
            after = [.. profile.Faults];
        }
        foreach (var name in request.Remove ?? [])
        {
            if (after.RemoveAll(fault => fault.Name == name) > 0) continue;
            var known = before.Count == 0 ? "it has none" : $"it has {string.Join(", ", before.Select(static fault => fault.Name))}";
            return new([], new ApiError(ErrorCode.NotFound, $"{request.Name} has no fault {name}: {known}", $"berth shape {request.Name}"));
        }
        if (request.Add.Length > 0)
        {
            var added = FaultText.Parse(request.Add);
            if (added.IsRefused(out var refusal)) return new([], Error(refusal));
            foreach (var fault in added.Value) Put(after, fault);
        }
        return after.Count > Most
            ? new([], new ApiError(ErrorCode.Refused, $"a link has at most {Most} faults", $"berth shape {request.Name} --clear"))
            : new(after, null);
    }

    static ApiError Unknown(string link, string profile)
    {
        var nearest = ProfileCatalogue.All.MinBy(known => EditDistance.Between(profile, known.Name))!.Name;
        var all = string.Join(", ", ProfileCatalogue.All.Select(static known => known.Name));
        var why = $"there is no profile {profile}; there is {all}";
        return new ApiError(ErrorCode.BadRequest, why, $"berth shape {link} --profile {nearest}");
    }

    public static ApiError Error(Refusal refusal) => new(ErrorCode.BadRequest, $"{refusal.Reason}. {refusal.Remedy}");

    static void Put(List<FaultSpec> faults, FaultSpec fault)
    {
        var index = faults.FindIndex(other => other.Name == fault.Name);
        if (index < 0) faults.Add(fault);
        else faults[index] = fault;
    }
}
