using Berth.Links.Options;
using Berth.Links.Profiles;
using Berth.Links.Tests.Flow;
using Berth.Links.Units;

namespace Berth.Links.Tests.Profiles;

public class ProfileTests
{
    [Fact]
    public void Each_profile_has_a_name_of_its_own_faults_and_a_source()
    {
        Assert.Equal(ProfileCatalogue.All.Count, ProfileCatalogue.All.Select(profile => profile.Name).Distinct().Count());
        Assert.All(ProfileCatalogue.All, profile =>
        {
            Assert.Same(profile, ProfileCatalogue.Find(profile.Name));
            Assert.NotEmpty(profile.Faults);
            Assert.Equal(profile.Faults.Count, profile.Faults.Select(fault => fault.Name).Distinct().Count());
            Assert.NotEmpty(profile.Source);
        });
    }

    [Fact]
    public void A_profile_opens_a_link()
    {
        foreach (var profile in ProfileCatalogue.All)
            foreach (var protocol in (LinkProtocol[])[LinkProtocol.Tcp, LinkProtocol.Udp])
                Assert.Null(LinkCheck.Faults(profile.Faults, protocol));
    }

    [Fact]
    public void A_page_of_100_kilobytes_takes_over_3g_what_it_should()
    {
        var down = ProfileCatalogue.Find("3g")!.Faults.Where(fault => fault.Directions.Contains(Direction.Down));
        long heard = 0, last = 0;
        var dialogue = new Dialogue(string.Join(' ', down)) { OnBytes = (bytes, at) => (heard, last) = (heard + bytes.Length, at) };
        for (var i = 0; i < 100; i++)
        {
            dialogue.Take(new byte[1000]);
            while (!dialogue.Flow.Accepts) dialogue.Until(dialogue.Due);
        }
        dialogue.Finish();
        // 75 ms, and 800,000 bits at 1.6 Mbit/s.
        Assert.Equal(100_000, heard);
        Assert.InRange(last, 574_000_000, 576_000_000);
    }
}
