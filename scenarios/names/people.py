"""The naming traditions. Latin script throughout; Macedonian names are transliterated."""

from __future__ import annotations

from scenarios.names.tradition import Tradition, words


class Albanian(Tradition):
    language = "sq"
    female = (
        words("Drita Fatime Shpresa Vjollca Lumturije Zade Nexhmije Liri Mimoza Valbona Ajshe Hatixhe Bukurije Flora"),
        words("Mirela Arta Teuta Majlinda Ardiana Valdete Albana Blerta Edlira Merita Vlora Suela Besa Entela"),
        words("Era Klea Ajla Erza Rinesa Alba Dafina Melisa Greta Viola Anisa Elira Rea Diellza"),
    )
    male = (
        words("Agim Bujar Skënder Fatmir Ismet Gani Petrit Hasan Luan Ndue Sokol Ramiz Adem Zef"),
        words("Artan Besnik Ilir Arben Gentian Valon Ardian Kujtim Shkëlzen Dritan Elton Burim Lulzim Altin"),
        words("Erion Leart Klajdi Granit Rinor Dion Fisnik Alban Endrit Jon Mergim Noel Kreshnik Ardit"),
    )
    last_names = words(
        "Hoxha Shehu Krasniqi Gashi Berisha Kelmendi Leka Dervishi Prifti Marku Gjoka Hasani Osmani Morina Rexhepi "
        "Bardhi Kola Çela Dibra Zeneli Hajdari Lleshi Bytyqi Veliu Toska Doda Gega Sylejmani Lika Muça"
    )


class Bosniak(Tradition):
    language = "bs"
    female = (
        words("Fatima Hatidža Zumra Sabaheta Nermina Ševala Munira Mevlida Hajra Razija Azra Rasema Enisa Suada"),
        words("Amra Alma Jasmina Selma Aida Lejla Adisa Elvira Samira Mirsada Edina Emina Amela Senada"),
        words("Lamija Ajla Emina Hana Merjem Amina Nejla Dalila Zerina Sara Adna Naida Ilma Medina"),
    )
    male = (
        words("Mustafa Ibrahim Hasan Ramiz Safet Izet Fikret Nedžad Ismet Sulejman Mehmed Esad Avdo Rifat"),
        words("Adnan Edin Mirza Elvir Senad Damir Samir Nermin Haris Jasmin Emir Almir Mirsad Amir"),
        words("Tarik Ajdin Harun Kenan Ahmed Faris Benjamin Imran Vedad Emrah Anel Dino Adin Eman"),
    )
    last_names = words(
        "Hadžić Hodžić Begić Delić Mujić Halilović Suljić Omerović Salihović Mehmedović Avdić Bajrić Karić Softić "
        "Osmanović Ibrahimović Huskić Zukić Kovačević Imamović Alić Muratović Dedić Tahirović Kurtić"
    )


class Serbian(Tradition):
    language = "sr"
    female = (
        words("Ljiljana Slavica Radmila Gordana Milica Vera Nada Dragica Zorica Stana Ružica Mirjana Verica Olga"),
        words("Jelena Ivana Marija Dragana Sanja Tanja Nataša Ana Maja Biljana Jovana Svetlana Aleksandra Vesna"),
        words("Teodora Anđela Milica Nevena Sara Katarina Tijana Isidora Sofija Nikolina Dunja Kristina Lena Mina"),
    )
    male = (
        words("Milan Dragan Zoran Slobodan Radovan Miroslav Živko Bogdan Milorad Rade Branko Vojislav Ljubomir Stojan"),
        words("Nenad Goran Dejan Marko Vladimir Saša Igor Bojan Aleksandar Predrag Ivan Darko Srđan Dalibor"),
        words("Nikola Stefan Luka Miloš Lazar Filip Uroš Vuk Đorđe Mihajlo Ognjen Nemanja Andrej Strahinja"),
    )
    last_names = words(
        "Jovanović Petrović Nikolić Marković Đorđević Stojanović Ilić Stanković Pavlović Mihajlović Kostić Savić Lukić "
        "Popović Simić Ristić Vasić Todorović Mitić Živković Lazić Mladenović Antić Tomić Radić Cvetković"
    )


class Montenegrin(Serbian):
    language = "cnr"
    last_names = words(
        "Vuković Radulović Popović Perović Đurović Vujović Bulatović Knežević Božović Šćepanović Marković Ivanović "
        "Nikčević Kovačević Lakić Vukčević Pejović Rakočević Jovović Mijović Kaluđerović Drašković Babić"
    )


class Croatian(Tradition):
    language = "hr"
    female = (
        words("Marija Ana Ljubica Kata Mara Ivka Ruža Zdenka Slavica Anđa Jela Nevenka Branka Vesna"),
        words("Ivana Marijana Martina Kristina Ana Katarina Mirela Josipa Danijela Sanja Helena Antonija Tanja Marina"),
        words("Lucija Petra Ema Lana Matea Nika Magdalena Iva Dora Laura Karla Gabrijela Tea Klara"),
    )
    male = (
        words("Ivan Stjepan Ante Josip Marko Mate Franjo Anto Drago Pero Stipe Zdravko Niko Jozo"),
        words("Tomislav Mario Dario Zoran Kristijan Igor Hrvoje Danijel Ivica Damir Goran Robert Davor Krešimir"),
        words("Luka Matej Filip Karlo Leon Fran Lovro Josip Petar Antonio Domagoj Borna Toni Dominik"),
    )
    last_names = words(
        "Marić Jurić Babić Tomić Knežević Vidović Perić Matić Pavić Grgić Barišić Ćosić Zovko Ivanković Bošnjak "
        "Raguž Lovrić Jukić Mandić Petrović Šimić Ljubić Brkić Krešić Pranjić"
    )


class Macedonian(Tradition):
    language = "mk"
    female = (
        words("Vesna Ljubica Violeta Dragica Trajanka Blaga Slavica Nada Stojna Menka Lenče Rodna Cveta Vaska"),
        words("Aleksandra Biljana Elena Natasha Marija Suzana Daniela Katerina Sonja Gordana Maja Tanja Ivana Irena"),
        words("Teodora Sara Angela Ana Simona Kristina Mila Eva Stefanija Monika Ilina Bisera Jana Martina"),
    )
    male = (
        words("Blagoja Trajko Stojan Risto Ljupčo Tome Gjorgji Slave Mile Kiro Mitko Vangel Petre Dimče"),
        words("Goran Zoran Igor Aleksandar Saško Dejan Vlatko Toni Robert Ivica Boban Dragan Nikola Ljupčo"),
        words("Stefan Martin Filip David Hristijan Bojan Darko Mihail Luka Viktor Jovan Damjan Kristijan Antonio"),
    )
    last_names = words(
        "Stojanovski Trajkovski Petrovski Nikolovski Dimitrovski Jovanovski Ristovski Georgievski Angelovski Ilievski "
        "Todorovski Mitrevski Naumovski Bogdanovski Spasovski Stefanovski Kostovski Zdravkovski Gjorgjievski Milevski"
    )

    @staticmethod
    def family_name_of_women(name: str) -> str:
        return f"{name[:-3]}ska" if name.endswith("ski") else name


class Turkish(Tradition):
    language = "tr"
    female = (
        words("Ayşe Emine Hatice Zeynep Sevim Gülten Nuran Fahriye Meryem Şükran Naciye Leman"),
        words("Sevgi Aylin Filiz Selda Nurcan Seher Yasemin Pınar Dilek Arzu Gülsen Sibel"),
        words("Elif Merve Melis Beyza Ece İrem Selin Defne Sude Nisa Azra Ceren"),
    )
    male = (
        words("Mehmet Ali Hüseyin İsmail Osman Yusuf Şaban Necati Cemal Recep Kemal Nazmi"),
        words("Murat Erdal Orhan Serkan Cengiz Tuncay Levent Engin Bülent Hakan Selim Erkan"),
        words("Emre Kaan Burak Can Mert Berk Deniz Enes Yiğit Eren Arda Kerem"),
    )
    last_names = words(
        "Yılmaz Kaya Demir Aydın Öztürk Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek Polat Yaşar Mahmut"
    )


class Hungarian(Tradition):
    language = "hu"
    female = (
        words("Erzsébet Ilona Mária Margit Piroska Rozália Julianna Etelka Magdolna Katalin Terézia Irén"),
        words("Mónika Tímea Andrea Krisztina Judit Anikó Szilvia Edit Gabriella Ildikó Beáta Kornélia"),
        words("Réka Dóra Emese Noémi Boglárka Viktória Fanni Eszter Kinga Anna Lilla Zsófia"),
    )
    male = (
        words("József István László Ferenc János Sándor Lajos Imre Mihály Gyula Béla Károly"),
        words("Zoltán Attila Csaba Tibor Róbert Gábor Zsolt Péter Árpád Szabolcs Norbert Tamás"),
        words("Dániel Bence Máté Levente Dávid Kristóf Balázs Áron Márk Ákos Botond Gergő"),
    )
    last_names = words(
        "Nagy Kovács Tóth Szabó Horváth Varga Kiss Molnár Németh Farkas Balogh Papp Takács Juhász Lakatos Mészáros"
    )


class European(Tradition):
    """A mixture that many European countries share, for the neutral territory."""

    language = "en"
    female = (
        words("Maria Anna Elisabeth Helena Margaret Teresa Barbara Rosa Christine Irene Johanna Vera"),
        words("Sandra Monika Katarina Silvia Nina Claudia Julia Daniela Petra Carla Eva Simone"),
        words("Laura Sofia Emma Lea Alina Nora Clara Mila Elena Lina Amelie Sara"),
    )
    male = (
        words("Peter Josef Hans Anton Karl Martin Paul Georg Viktor Bernard Albert Stefan"),
        words("Thomas Daniel Marco Robert Andreas Michael Pavel Christian Jan Roland Oliver Adrian"),
        words("Lukas Felix Jonas David Samuel Leon Elias Julian Simon Matteo Oskar Tim"),
    )
    last_names = words(
        "Novak Meyer Silva Berg Martin Keller Rossi Lind Jansen Moreau Costa Huber Santos Kramer Dubois Nielsen Horvat "
        "Marin Popescu Ivanov Kowalski Virtanen Murphy Weber Larsen Peeters"
    )


TRADITIONS: dict[str, type[Tradition]] = {
    "albanian": Albanian,
    "bosniak": Bosniak,
    "serbian": Serbian,
    "montenegrin": Montenegrin,
    "croatian": Croatian,
    "macedonian": Macedonian,
    "turkish": Turkish,
    "hungarian": Hungarian,
    "european": European,
}
