"""Small words of German, French, Spanish, Italian and Portuguese, which say nothing that an estimate needs."""

SMALL_WORDS = frozenset(
    """
    wie lange viel viele wieviel wieviele kostet kosten dauert dauern braucht brauche brauchen ich wir man es das der
    die den dem des ein eine einer eines einen mit auf für von zu und oder um bei ist sind kann können soll wird würde
    modell modells modelle modelles grafikkarten grafikkarte karten trainieren trainiert reicht reichen welche insgesamt
    combien coûte couter coûter coût faut il faudrait temps pour le la les un une des du de sur avec et ou est
    d'un d'une l'entraînement entraînement entrainement entraîner entrainer modèle modèles paramètres cartes dure prend
    da was
    cuánto cuanto cuánta cuántas cuantas cuántos cuesta costaría cuestan tarda tardaría tiempo se necesita necesito
    entrenar entrenamiento modelo modelos parámetros tarjetas el los las con en y o para por es
    quanto quanti quante costa costerebbe tempo ci vuole serve servono addestrare addestramento modello parametri su con
    custa custaria leva treinar treinamento parâmetros placas quantas quantos preciso uma um em na dos
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
# these make a text a sentence
ASKING_WORDS = frozenset(
    """
    wie wieviel wieviele kostet dauert brauche combien coûte cuánto cuanto cuántas cuesta tarda quanto quante quanti
    costa custa
    """.split()  # noqa: SIM905 - as above
)
TIMES = {
    "minute": ("minuten", "minutos", "minuti"),
    "hour": ("stunde", "stunden", "heure", "heures", "hora", "horas", "ora", "ore"),
    "day": ("tag", "tage", "tagen", "jour", "jours", "día", "días", "dia", "dias", "giorno", "giorni"),
    "week": ("woche", "wochen", "semaine", "semaines", "semana", "semanas", "settimana", "settimane"),
    "month": ("monat", "monate", "monaten", "mois", "mes", "meses", "mese", "mesi"),
    "year": ("jahr", "jahre", "jahren", "ans", "année", "années", "año", "años", "anno", "anni"),
}
