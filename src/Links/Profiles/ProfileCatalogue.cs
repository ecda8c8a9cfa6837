using System.Collections.Frozen;
using Berth.Links.Faults;

namespace Berth.Links.Profiles;

/// <summary>Lines that others have measured or agreed on. A new one is one entry, with its source.</summary>
public static class ProfileCatalogue
{
    const string Firefox = "Firefox, throttling (firefox-source-docs.mozilla.org/devtools-user/network_monitor/throttling)";
    const string WebPageTest = "WebPageTest, www/settings/connectivity.ini.sample";
    const string Lighthouse = "WebPageTest's \"3G Fast\", as kept in Lighthouse's core/config/constants.js";
    const string Regions = "pings between AWS regions of 2017 (acomputerscientistlearnsaws.blogspot.com/2017/04/aws-regions.html)";
    const string Loadero = "Loadero, network conditions (wiki.loadero.com)";
    const string Comcast = "Comcast's network condition profiles (github.com/tylertreat/comcast)";

    public static IReadOnlyList<Profile> All { get; } =
    [
        Line("gprs", "GPRS: 50/20 kbit/s, 500 ms", "50kbit", "20kbit", "250ms", Firefox),
        Line("edge", "EDGE: 240/200 kbit/s, 840 ms", "240kbit", "200kbit", "420ms", WebPageTest),
        Line("2g", "2G: 250/50 kbit/s, 300 ms", "250kbit", "50kbit", "150ms", Firefox),
        Line("slow-3g", "3G far from the mast: 400 kbit/s, 400 ms", "400kbit", "400kbit", "200ms", WebPageTest),
        Line("3g", "3G: 1.6 Mbit/s / 768 kbit/s, 150 ms", "1.6mbit", "768kbit", "75ms", Lighthouse),
        Line("4g", "4G: 9 Mbit/s, 170 ms", "9mbit", "9mbit", "85ms", WebPageTest),
        Line("lte", "LTE: 12 Mbit/s, 70 ms", "12mbit", "12mbit", "35ms", WebPageTest),
        Line("dsl", "DSL: 2/1 Mbit/s, 5 ms", "2mbit", "1mbit", "2.5ms", Firefox),
        Line("cable", "Cable: 5/1 Mbit/s, 28 ms", "5mbit", "1mbit", "14ms", WebPageTest),
        Line("wifi", "Wi-Fi near the router: 30/15 Mbit/s, 2 ms", "30mbit", "15mbit", "1ms", Firefox),
        Line("wifi-bad", "Wi-Fi at its edge: 30 Mbit/s, 40 ms, 5 % loss", "30mbit", "30mbit", "20ms",
            $"rate and delay: {Comcast}, \"WIFI (good)\"; loss: {Loadero}, \"5% packetloss\"", "loss=5% rtt=40ms direction=both"),
        Line("satellite", "Geostationary satellite: 1000/256 kbit/s, 558 ms", "1000kbit", "256kbit", "279ms",
            $"delay: RFC 2488 section 2; rates: {Loadero}, \"Satellite phone\""),
        Delay("cross-region", "Virginia to Ireland: 80.5 ms", "40.25ms", Regions),
        Delay("far-region", "Ireland to Sydney: 310 ms", "154.8ms", Regions),
    ];

    static readonly FrozenDictionary<string, Profile> byName = All.ToFrozenDictionary(static profile => profile.Name);

    public static Profile? Find(string name) => byName.GetValueOrDefault(name);

    static Profile Line(string name, string text, string down, string up, string oneWay, string source, string more = "") => new(
        name, text,
        FaultText.Parse(
            $"latency={oneWay} direction=both bandwidth={down} direction=down bandwidth={up} direction=up name=bandwidth-up {more}").Value,
        source);

    static Profile Delay(string name, string text, string oneWay, string source) =>
        new(name, text, FaultText.Parse($"latency={oneWay} direction=both").Value, source);
}
