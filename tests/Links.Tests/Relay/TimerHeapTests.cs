using Berth.Links.Flow;
using Berth.Links.Relay.Linux;
using FsCheck;
using FsCheck.Fluent;

namespace Berth.Links.Tests.Relay;

public class TimerHeapTests
{
    [Fact]
    public void The_first_is_always_the_one_that_is_due_first_whoever_is_moved_or_leaves()
    {
        var steps = Gen.ArrayOf(Gen.Zip(Gen.Choose(0, 40), Gen.Choose(-3, 100)));
        Prop.ForAll(Arb.From(steps), static steps =>
        {
            var (heap, tasks) = (new TimerHeap(), Enumerable.Range(0, 41).Select(static _ => new Task()).ToArray());
            foreach (var (which, due) in steps)
            {
                tasks[which].Due = due < 0 ? Moment.Never : due;
                if (due < 0) heap.Remove(tasks[which]);
                else heap.Place(tasks[which]);
                var waiting = tasks.Where(static task => task.Due != Moment.Never).ToArray();
                if ((heap.First?.Due ?? Moment.Never) != tasks.Min(static task => task.Due)) return false;
                if (waiting.Select(static task => task.Place).Order().Where((place, i) => place != i).Any()) return false;
            }
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(400));
    }

    sealed class Task : LoopTask
    {
        public override void Run(long now)
        {
        }
    }
}
