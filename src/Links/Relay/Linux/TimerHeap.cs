namespace Berth.Links.Relay.Linux;

/// <summary>
/// Who is due first: a binary heap in which each task knows its place, so that one that is wanted at another moment is moved, and none is
/// there twice. A clock that each chunk restarts costs a few comparisons.
/// </summary>
sealed class TimerHeap
{
    LoopTask[] tasks = new LoopTask[64];
    int count;

    /// <summary>The one that is due first; null when nobody waits.</summary>
    public LoopTask? First => count > 0 ? tasks[0] : null;

    /// <summary>Puts a task where its <see cref="LoopTask.Due"/> belongs.</summary>
    public void Place(LoopTask task)
    {
        if (task.Place < 0)
        {
            if (count == tasks.Length) Array.Resize(ref tasks, count * 2);
            task.Place = count;
            tasks[count++] = task;
        }
        Sink(Rise(task));
    }

    public void Remove(LoopTask task)
    {
        var place = task.Place;
        if (place < 0) return;
        task.Place = -1;
        var last = tasks[--count];
        tasks[count] = null!;
        if (last == task) return;
        (tasks[place], last.Place) = (last, place);
        Sink(Rise(last));
    }

    LoopTask Rise(LoopTask task)
    {
        var place = task.Place;
        while (place > 0 && tasks[(place - 1) / 2] is var parent && parent.Due > task.Due)
        {
            (tasks[place], parent.Place) = (parent, place);
            place = (place - 1) / 2;
        }
        (tasks[place], task.Place) = (task, place);
        return task;
    }

    void Sink(LoopTask task)
    {
        var place = task.Place;
        while (2 * place + 1 is var child && child < count)
        {
            if (child + 1 < count && tasks[child + 1].Due < tasks[child].Due) child++;
            if (tasks[child].Due >= task.Due) break;
            (tasks[place], tasks[child].Place) = (tasks[child], place);
            place = child;
        }
        (tasks[place], task.Place) = (task, place);
    }
}
