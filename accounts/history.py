"""Field history: database triggers that keep every state of a tracked row, with who and where."""

import pghistory


def keep_history(*, exclude=()):
    """Keep every insert, change and deletion of a model's rows, also by bulk update or by hand in SQL.

    The states stand in a model of their own, `<Model>History`, and hang on the row as `history`.
    """

    def track(model):
        return pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            model_name=f"{model.__name__}History",
            exclude=list(exclude) or None,
            obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="history"),
        )(model)

    return track
