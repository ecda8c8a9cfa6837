using System.IO.Hashing;
using System.Text;

namespace Berth.Audit.Findings;

/// <summary>A short name for a finding that stays the same over restarts and machines.</summary>
static class Fingerprints
{
    const int Length = 16; // hex digits: 64 bits tell apart far more findings than one machine has

    public static string Of(Finding finding)
    {
        var endpoint = finding.Endpoint is { } place ? $"{place.Protocol}|{place.Address.ToString()}|{place.Port.Number}" : "";
        var text = string.Join('\n', finding.Rule, finding.Subject, endpoint, finding.Position?.Path, finding.Key);
        return Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(text)))[..Length];
    }
}
